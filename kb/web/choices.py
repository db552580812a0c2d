"""The questions of "Which sign-in method do I have?": read from content/choose.yaml, checked, kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kb.base import kept
from kb.base.kept import KeptList
from kb.base.languages import codes, nearest
from kb.base.places import Problem, Readable, Reader, Texts, open_file, said, usable_in

NAME = "choose.yaml"
MOST_QUESTIONS = 3  # on any way from the first question to an article
SEPARATOR = "."
PICTURED = frozenset(  # answers with a drawing of their own in static/img/methods.svg
    ("card", "phone", "message", "authenticator", "passkey", "several", "temporary", "nothing")
)
ANY = "nothing"  # the drawing of those that have none


@dataclass(frozen=True)
class Answer:
    """One answer: it leads to the question `next`, or to `article` and says `why`."""

    id: str
    text: Texts
    help: Texts
    next: str | None
    article: int | None
    demo: str | None
    why: Texts
    line: int = 0

    @property
    def drawing(self) -> str:
        return self.id if self.id in PICTURED else ANY

    def in_language(self, code: str) -> "SpokenAnswer":
        return SpokenAnswer(self, self.text.get(code, ""), self.help.get(code, ""), code)


@dataclass(frozen=True)
class Question:
    id: str
    text: Texts
    help: Texts
    answers: Sequence[Answer]
    line: int = 0

    def answer(self, answer_id: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.id == answer_id), None)

    def in_language(self, code: str) -> "SpokenQuestion":
        spoken = [answer.in_language(code) for answer in self.answers]
        return SpokenQuestion(self.text.get(code, ""), self.help.get(code, ""), spoken, code)


@dataclass(frozen=True)
class SpokenAnswer:
    answer: Answer
    text: str
    help: str
    language: str


@dataclass(frozen=True)
class SpokenQuestion:
    text: str
    help: str
    answers: Sequence[SpokenAnswer]
    language: str


@dataclass(frozen=True)
class Choices:
    """Every question by its id; the first one is where everybody starts. `languages` are those that lack no text."""

    questions: Mapping[str, Question]
    languages: Sequence[str] = ()

    @property
    def first(self) -> Question | None:
        return next(iter(self.questions.values()), None)

    def answers(self) -> Iterator[Answer]:
        return (answer for question in self.questions.values() for answer in question.answers)

    def spoken(self, language: str) -> str:
        """The language in which readers of `language` are asked: another one where a text is missing."""
        return nearest(language, self.languages)

    def opening(self, language: str) -> SpokenQuestion | None:
        return self.first.in_language(self.spoken(language)) if self.first else None

    def walk(self, way: str) -> list[tuple[Question, Answer]]:
        """The questions and answers along `way` ("card.keys.log-in"), as far as it makes sense."""
        steps = []
        question = self.first
        for answer_id in filter(None, way.split(SEPARATOR)):
            answer = question.answer(answer_id) if question else None
            if question is None or answer is None:
                break
            steps.append((question, answer))
            question = self.questions[answer.next] if answer.next else None
        return steps

    def ways(self) -> Iterator[list[Answer]]:
        """Every way from the first question to an article."""
        yield from self._ways(self.first, []) if self.first else ()

    def _ways(self, question: Question, before: list[Answer]) -> Iterator[list[Answer]]:
        for answer in question.answers:
            way = [*before, answer]
            if answer.next:
                yield from self._ways(self.questions[answer.next], way)
            else:
                yield way


def choices() -> Choices:
    """This site's questions; none while the file is broken and never was read."""
    return CHOICES.now()


def read(file: Readable, problems: list[Problem]) -> Choices | None:
    """The questions in `file`; what does not hold together is added to `problems`, and nothing is made of it but where texts are missing."""
    found: list[Problem] = []
    root = open_file(file, NAME, codes(), found)
    asked = root.each(_question, unique="id") if root else ()
    if root and not asked and not found:
        root.problem(said("at least one question"))
    usable = usable_in(root.languages, found) if root else []
    made = Choices({question.id: question for question in asked}, usable)
    found += [Problem(NAME, line, message) for line, message in _at_odds(made)] if usable else []
    problems += found
    return made if usable_in(usable, found) else None


def _question(reader: Reader) -> Question:
    fields = reader.fields(("id", "text", "answers"), ("help",))
    question = Question(
        id=fields.get("id", Reader.slug, ""),
        text=fields.get("text", Reader.texts, {}),
        help=fields.get("help", Reader.texts, {}),
        answers=fields.many("answers", _answer, unique="id"),
        line=reader.line,
    )
    if "answers" in fields.found and not question.answers:
        fields.problem("answers", said("at least one answer"))
    return question


def _answer(reader: Reader) -> Answer:
    fields = reader.fields(("id", "text"), ("help", "next", "article", "demo", "why"))
    if ("next" in fields.found) == ("article" in fields.found):
        reader.problem(said("it must lead either to a question (next) or to an article"))
    if "article" in fields.found and "why" not in fields.found:
        reader.problem(said("why is missing: what makes this the article"))
    article: int | None = None
    to: str | None = None
    return Answer(
        id=fields.get("id", Reader.slug, ""),
        text=fields.get("text", Reader.texts, {}),
        help=fields.get("help", Reader.texts, {}),
        next=fields.get("next", Reader.slug, to),
        article=fields.get("article", Reader.number, article),
        demo=fields.get("demo", Reader.slug, to),
        why=fields.get("why", Reader.texts, {}),
        line=reader.line,
    )


def _at_odds(made: Choices) -> Iterator[tuple[int, str]]:
    """What is wrong with how the questions lead to each other, each with its line."""
    reached: set[str] = set()
    here = {made.first.id} if made.first else set()
    for _asked in range(MOST_QUESTIONS):
        reached |= here
        leading = {answer.next for name in here for answer in made.questions[name].answers}
        here = {name for name in made.questions if name in leading}
    for name, question in made.questions.items():
        if name in here:
            yield (
                question.line,
                said("{name}: there are more than {most} questions on the way to it", name=name, most=MOST_QUESTIONS),
            )
        elif name not in reached:
            yield question.line, said("{name}: no answer leads to it", name=name)
    for answer in made.answers():
        if answer.next and answer.next not in made.questions:
            yield answer.line, said("{name}: there is no question {other}", name=answer.id, other=answer.next)


CHOICES = KeptList(
    kept.CONTENT,
    NAME,
    lambda: Path(settings.CONTENT_DIR),
    read,
    Choices({}),
    mentions=lambda made: [(answer.article, answer.line) for answer in made.answers() if answer.article],
)
