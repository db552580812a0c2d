"""What came of loading or saving."""

from dataclasses import dataclass, field

from kb.files.problems import FileProblem


@dataclass
class Report:
    """Paths are below content/. What is in `conflicts` was changed on both sides and left alone."""

    problems: list[FileProblem] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)  # files to load before they can be saved over
    settled: list[str] = field(default_factory=list)  # conflicts that somebody has decided
    rendered: int = 0

    @property
    def is_clean(self) -> bool:
        return not self.conflicts and not any(problem.blocks for problem in self.problems)
