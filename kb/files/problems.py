"""Something wrong in a content file, told so that the author of the file can put it right."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, order=True)
class FileProblem:
    """`path` is below content/ (or begins with another folder of the project), `line` counts from 1; one that does not block is a warning."""

    path: str
    line: int
    sentence: str
    blocks: bool = True

    def below(self, folder: str) -> "FileProblem":
        return replace(self, path=f"{folder}/{self.path}")

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


class Misread(Exception):
    """A file that cannot be used as it stands; `problems` are (line, sentence)."""

    def __init__(self, *problems: tuple[int, str]) -> None:
        super().__init__("; ".join(sentence for _line, sentence in problems))
        self.problems = problems

    def in_file(self, path: str) -> list[FileProblem]:
        return [FileProblem(path, line, sentence) for line, sentence in self.problems]
