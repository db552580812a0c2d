"""What is gathered while one article is rendered."""

from collections import Counter
from dataclasses import dataclass, field

from kb.markup.model import Context, DemoLink, Figure, Heading, Mention, Problem


@dataclass
class State:
    context: Context
    problems: list[Problem] = field(default_factory=list)
    outline: list[Heading] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)  # every id in the HTML, whether meant for links or not
    lines: dict[str, int] = field(default_factory=dict)  # anchor -> where it is made
    within: list[tuple[str, int]] = field(default_factory=list)  # anchors of this article that it links to, and where
    titled: set[int] = field(default_factory=set)  # articles whose title a link has shown already
    heading: str = ""  # id of the level-2 heading that we are under
    level: int = 1  # of the last heading; 1 is the article's title
    name: str = ""  # text of the last heading or tab
    tab: str = ""  # id of the tab that we are in
    untabbed: str | None = None  # the first section outside tabs that has figures
    tables: Counter[str] = field(default_factory=Counter)  # names of tables so far
    step: str = ""  # id of the article step that we are in
    snippets: set[str] = field(default_factory=set)  # texts that articles share, shown here already
    within_snippet: bool = False  # in one of them
    bound: set[DemoLink] = field(default_factory=set)  # what that step links to already
    tried: dict[str, int] = field(default_factory=dict)  # practices that a link opens, and where the first does
    opened: set[str] = field(default_factory=set)  # practices that have a block to be opened in

    @property
    def section(self) -> str:
        """What figures are numbered within."""
        return self.tab or self.heading

    def word(self, key: str, **values: str | int) -> str:
        return self.context.words[key].format(**values)

    def complain(self, code: str, line: int, *, blocks: bool = True, **values: str | int) -> None:
        self.problems.append(Problem(code, line, values, blocks))

    def take(self, name: str, line: int) -> bool:
        """Take an id for an element; False, with a complaint, if another has it already."""
        if name in self.ids:
            self.complain("duplicate-anchor", line, anchor=name)
            return False
        self.ids.add(name)
        return True

    def claim(self, anchor: str, line: int) -> bool:
        """Take an id that links may point to."""
        if not self.take(anchor, line):
            return False
        self.anchors.append(anchor)
        self.lines[anchor] = line
        return True

    def check_practices(self) -> None:
        """Warn of links to a practice that has no block here: they lead out of the article."""
        for demo, line in self.tried.items():
            if demo not in self.opened:
                self.complain("practice-elsewhere", line, blocks=False, demo=demo)

    def check_links_within(self) -> None:
        """Complain about links into this article that lead nowhere; to be asked when all of it is rendered."""
        for anchor, line in self.within:
            if anchor not in self.ids:
                self.complain("unknown-anchor", line, anchor=anchor)
