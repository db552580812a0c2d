"""What is gathered while one article is rendered."""

from dataclasses import dataclass, field

from kb.markup.model import Context, Figure, Heading, Mention, Problem


@dataclass
class State:
    context: Context
    problems: list[Problem] = field(default_factory=list)
    outline: list[Heading] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    titled: set[int] = field(default_factory=set)  # articles whose title a link has shown already
    heading: str = ""  # the level-2 heading that we are under
    heading_text: str = ""
    tab: str = ""  # the tab that we are in
    bound: list[tuple[str, str | None]] = field(
        default_factory=list
    )  # demo steps that the step at hand links to already

    @property
    def section(self) -> str:
        """What figures are numbered within."""
        return self.tab or self.heading

    def word(self, key: str, **values: str | int) -> str:
        return self.context.words[key].format(**values)

    def complain(self, code: str, line: int, *, blocks: bool = True, **values: str | int) -> None:
        self.problems.append(Problem(code, line, values, blocks))

    def claim(self, anchor: str, line: int) -> bool:
        """Take an id for an element; False if the article has it already."""
        if anchor in self.anchors:
            self.complain("duplicate-anchor", line, anchor=anchor)
            return False
        self.anchors.append(anchor)
        return True
