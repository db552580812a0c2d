"""The questions of "Which sign-in method do I have?": read from content/choose.yaml, checked, kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

MOST_QUESTIONS = 3  # on any way from the first question to an article
SEPARATOR = "."
Texts = Mapping[str, str]  # language code -> text


class BadChoices(ValueError):
    """The file does not hold together; the message says where."""


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

    def in_language(self, code: str) -> "SpokenAnswer":
        return SpokenAnswer(self, self.text.get(code, ""), self.help.get(code, ""), self.why.get(code, ""))


@dataclass(frozen=True)
class Question:
    id: str
    text: Texts
    help: Texts
    answers: Sequence[Answer]

    def answer(self, answer_id: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.id == answer_id), None)

    def in_language(self, code: str) -> "SpokenQuestion":
        spoken = [answer.in_language(code) for answer in self.answers]
        return SpokenQuestion(self.text.get(code, ""), self.help.get(code, ""), spoken)


@dataclass(frozen=True)
class SpokenAnswer:
    answer: Answer
    text: str
    help: str
    why: str


@dataclass(frozen=True)
class SpokenQuestion:
    text: str
    help: str
    answers: Sequence[SpokenAnswer]


@dataclass(frozen=True)
class Choices:
    questions: Mapping[str, Question]
    first: Question

    def walk(self, way: str) -> list[tuple[Question, Answer]]:
        """The questions and answers along WAY ("card.keys.log-in"), as far as it makes sense."""
        steps = []
        question: Question | None = self.first
        for answer_id in filter(None, way.split(SEPARATOR)):
            answer = question.answer(answer_id) if question else None
            if question is None or answer is None:
                break
            steps.append((question, answer))
            question = self.questions[answer.next] if answer.next else None
        return steps

    def ways(self) -> Iterator[list[Answer]]:
        """Every way from the first question to an article."""
        yield from self._ways(self.first, [])

    def _ways(self, question: Question, before: list[Answer]) -> Iterator[list[Answer]]:
        if len(before) >= MOST_QUESTIONS:
            raise BadChoices(
                f"question {question.id}: there are more than {MOST_QUESTIONS} questions on the way to it"
            )
        for answer in question.answers:
            way = [*before, answer]
            if answer.next:
                yield from self._ways(self.questions[answer.next], way)
            else:
                yield way


@lru_cache
def choices(path: Path | None = None) -> Choices:
    return parse(yaml.safe_load((path or settings.CONTENT_DIR / "choose.yaml").read_text(encoding="utf-8")))


def parse(data: Any) -> Choices:
    """The questions from DATA, as the file holds them. Raises BadChoices."""
    if not isinstance(data, list) or not data:
        raise BadChoices("choose.yaml must be a list of questions")
    questions = {row["id"]: question(row) for row in data}
    made = Choices(questions, questions[data[0]["id"]])
    for answer in (answer for asked in questions.values() for answer in asked.answers):
        if answer.next and answer.next not in questions:
            raise BadChoices(f"answer {answer.id}: there is no question {answer.next}")
    reached = {answer.next for way in made.ways() for answer in way} | {made.first.id}
    if lost := set(questions) - reached:
        raise BadChoices(f"no answer leads to: {', '.join(sorted(lost))}")
    return made


def question(row: Mapping[str, Any]) -> Question:
    answers = [answer(found) for found in row["answers"]]
    return Question(row["id"], texts(row, "text"), texts(row, "help", needed=False), answers)


def answer(row: Mapping[str, Any]) -> Answer:
    name = row["id"]
    if ("next" in row) == ("article" in row):
        raise BadChoices(f"answer {name}: it must lead either to a question (next) or to an article")
    return Answer(
        id=name,
        text=texts(row, "text"),
        help=texts(row, "help", needed=False),
        next=row.get("next"),
        article=row.get("article"),
        demo=row.get("demo"),
        why=texts(row, "why", needed="article" in row),
    )


def texts(row: Mapping[str, Any], key: str, *, needed: bool = True) -> Texts:
    found: Texts = row.get(key) or {}
    missing = [code for code, _name in settings.LANGUAGES if not found.get(code)]
    if missing and (needed or found):
        raise BadChoices(f"{row['id']}: {key} is missing in: {', '.join(missing)}")
    return found
