"""What a reader is shown of an article that was found: excerpts, the places in it that answer, the practice for it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.utils.safestring import SafeString

from kb import demos
from kb.addresses import article_path
from kb.models import PublishedText
from kb.search import highlight
from kb.search.look import Found
from kb.text.questions import listed

STEP = re.compile(r"(?:(?P<tab>.+)-)?step-(?P<step>[0-9]+)")
MOST_PLACES = 3
WORTH_IT = 0.6  # of the best place's promise, below which another one is not shown
FAR_BETTER = 1.5  # than any other place has a later step to be, for the article's link to lead past the first one

Passage = dict[str, str]  # text and anchor, as publishing keeps them


@dataclass(frozen=True)
class Place:
    """A part of an article: a step, with its number, or a section; `label` is the heading it is under, if any.

    `url` leads to it; `found_url` also has the browser show the words there.
    """

    kind: str  # step, section or article (before the first heading)
    label: str
    step: int | None
    anchor: str
    url: str
    found_url: str
    excerpt: str
    excerpt_html: SafeString


@dataclass(frozen=True)
class Practice:
    title: str
    url: str
    language: str


@dataclass(frozen=True)
class Result:
    """One article found. `excerpt` is plain text; the *_html fields are safe HTML with the words marked."""

    number: int
    language: str
    title: str
    summary: str
    url: str
    title_html: SafeString
    summary_html: SafeString
    places: tuple[Place, ...]
    practice: Practice | None
    path: str  # of the article, whichever place the link leads to
    questions: tuple[str, ...]  # that it answers

    @property
    def more_places(self) -> list[Place]:
        """Steps and sections beside the best place."""
        return [place for place in self.places[1:] if place.anchor]

    @property
    def excerpt(self) -> str:
        return self.places[0].excerpt if self.places else self.summary

    @property
    def excerpt_html(self) -> SafeString:
        return self.places[0].excerpt_html if self.places else SafeString("")

    @property
    def kind(self) -> str:
        """What the link leads to."""
        return self.places[0].kind if self.places and self.url == self.places[0].url else "article"


def results_of(
    numbers: Iterable[int], language: str, found: Found, most_places: int = MOST_PLACES
) -> tuple[Result, ...]:
    """The published articles among `numbers`, in their order, each with at most so many places."""
    wanted = list(numbers)
    texts = _texts(wanted, language) if wanted else {}
    sought = highlight.Sought(language, found.groups)
    shared = _shared(texts.values())
    return tuple(_result(number, texts[number], sought, most_places, shared) for number in wanted if number in texts)


def _shared(texts: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The passages that several of `texts` have word for word, such as whom to call: they say nothing of any one of them."""
    times = Counter(passage for each in texts for passage in {passage["text"] for passage in each["passages"]})
    return frozenset(passage for passage, number in times.items() if number > 1)


def _texts(numbers: Iterable[int], language: str) -> dict[int, dict[str, Any]]:
    """What is shown of published articles, by number: no more of a row is read than that."""
    names = ("title", "summary", "slug", "questions", "passages", "outline")
    rows = PublishedText.objects.read(language).filter(article__number__in=numbers).order_by()
    values = rows.values_list("article__number", *names)
    return {number: dict(zip(names, texts, strict=True)) for number, *texts in values}


def _result(
    number: int, texts: Mapping[str, Any], sought: highlight.Sought, most_places: int, shared: Collection[str]
) -> Result:
    path = article_path(number, texts["slug"], sought.language)
    headings = {each["id"]: each["text"] for each in texts["outline"]}
    own = [passage for passage in texts["passages"] if passage["text"] not in shared]
    passages = [_without_heading(passage, headings) for passage in own or texts["passages"]]
    around = highlight.excerpts(passages, sought, most_places)
    best = around[0].promise if around else 0.0
    places = tuple(_place(path, each, headings) for each in around if each.promise >= WORTH_IT * best)
    return Result(
        number=number,
        language=sought.language,
        title=texts["title"],
        summary=texts["summary"],
        url=places[0].url if places and _leads_there(around, places[0]) else path,
        title_html=highlight.marked(texts["title"], sought),
        summary_html=highlight.marked(texts["summary"], sought),
        places=places,
        practice=_practice(number, sought.language),
        path=path,
        questions=listed(texts["questions"]),
    )


def _without_heading(passage: Passage, headings: Mapping[str, str]) -> Passage:
    """`passage` without its heading, which is shown beside it; a heading alone stays, to be found."""
    heading = headings.get(passage["anchor"], "") + "\n"
    return passage | {"text": passage["text"].removeprefix(heading)} if heading != "\n" else passage


def _leads_there(around: list[highlight.Excerpt], place: Place) -> bool:
    """Whether the article's link may skip what comes before: nobody is led past a first step without a reason."""
    if place.step is None or place.step == 1 or len(around) == 1:
        return True
    return around[0].promise >= FAR_BETTER * around[1].promise


def _place(path: str, found: highlight.Excerpt, headings: Mapping[str, str]) -> Place:
    step = STEP.fullmatch(found.anchor)
    url = f"{path}#{found.anchor}" if found.anchor else path
    # The fragment after :~: is the browser's: it shows the words, and goes to the anchor where it does not find them.
    text = f":~:text={quote(found.quote, safe='').replace('-', '%2D')}"
    return Place(
        kind="step" if step else "section" if found.anchor else "article",
        label=headings.get((step["tab"] or "") if step else found.anchor, ""),
        step=int(step["step"]) if step else None,
        anchor=found.anchor,
        url=url,
        found_url=f"{url}{text}" if found.anchor else f"{url}#{text}",
        excerpt=found.text,
        excerpt_html=found.html,
    )


def _practice(number: int, language: str) -> Practice | None:
    """The practice for an article that has one: its own, or a step of another's."""
    step_of_another = None
    for demo in demos.all_demos():
        if not demo.ready:
            continue
        spoken = demo.spoken(language)
        if demo.article == number:
            return Practice(demo.title.get(spoken, ""), demo.address(spoken), spoken)
        step = next((step for step in demo.steps if step.article == number), None)
        if step and not step_of_another:
            address = demo.address(spoken, step=step.id, platform=step.place)
            step_of_another = Practice(demo.title.get(spoken, ""), address, spoken)
    return step_of_another
