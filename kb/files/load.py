"""content/ -> database: what changed in the files since both last agreed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Self

from django.db import transaction
from django.db.models import F

from kb.base.patience import Pauses
from kb.files import facts, pictures, shared, stored, succession, tree
from kb.files.agreement import Agreements, Changed, who_changed
from kb.files.facts import Known
from kb.files.frontmatter import Head
from kb.files.lists import history
from kb.files.lists.kinds import BY_NAME, KINDS, Kind
from kb.files.problems import FileProblem, Misread
from kb.files.report import Report
from kb.files.shared import SharedFile
from kb.files.tree import Place, TextFile
from kb.models import Article, Category, Elsewhere, PublishedText, Stamp, Tag, WordList
from kb.publishing import fingerprint, lists
from kb.publishing.facts import Facts
from kb.publishing.lists import follow_snippets
from kb.publishing.publish import (
    Published,
    Release,
    archive,
    following_later,
    outdated,
    publish_all,
    render_stored,
    rerender,
    unpublish,
)
from kb.text.questions import joined
from kb.workflow.drafts import Draft
from kb.workflow.facts import pending as with_other_facts
from kb.workflow.facts import take_in as take_in_facts
from kb.workflow.intake import Given, take_in, with_drafts
from kb.workflow.people import Person

A_BATCH = 16  # articles that are brought in together: others who write wait some half a second for them


def load(
    root: Path,
    *,
    keep: bool = True,
    theirs: Collection[str] = (),
    ours: Collection[str] = (),
    alone: bool = False,
    by: Person = None,
) -> Report:
    """Bring in every file below `root` that changed; a file that cannot be used is reported and left out.

    With `keep` false no image is stored: for a caller who takes it all back. `theirs` and `ours` are paths of articles' files that changed
    on both sides: of the first the file is taken, of the others the words of the database stay, and count as the newer ones. With
    `alone`, nothing but these is looked at. `by` is the person who decided.
    A few articles share a transaction: readers see all of an article or nothing, and others can write between two of them. Links elsewhere follow at the end. What a load that is broken off leaves
    behind, the next one puts right: until all is rendered, the fingerprint is forgotten.
    """
    report, agreements, pauses = Report(), Agreements(theirs, ours, alone=alone), Pauses()
    load_lists(root, agreements, report, by)
    has_moved = fingerprint.has_moved()
    if not alone:
        pictures.load(root, agreements, report, keep=keep)
    with following_later() as moved:
        brought = load_articles(root, agreements, report, pauses, by)
    if has_moved:
        report.rendered = rerender(leave=brought.texts)
    for pk, languages in outdated(moved).items():
        brought.show(render_stored(pk, languages))
        pauses.take()
    report.rendered += follow_snippets()
    report_texts(brought.choices, brought.published, report)
    if has_moved or report.done:
        fingerprint.remember()
        Stamp.bump()
    return report


def preview(root: Path) -> Report:
    """What `load` would do, undone again."""
    try:
        with transaction.atomic():
            report = load(root, keep=False)
            transaction.set_rollback(True)
    finally:
        lists.look()  # what was taken back counts no more
    return report


def load_lists(root: Path, agreements: Agreements, report: Report, by: Person = None) -> None:
    """Those that articles draw on, and the lists of words."""
    words = {kind.name for kind in KINDS if kind.table is None}
    known = {*WordList.objects.values_list("name", flat=True)}
    for path, bring_in in {
        **{kind.path: partial(_bring_in_table, kind) for kind in shared.SHARED},
        **{kind.name: partial(_bring_in_words, kind) for kind in KINDS if kind.table is None},
    }.items():
        if not agreements.minds(path):
            continue
        try:
            content = (root / path).read_bytes()
            if tree.digest(content) != agreements.get(path) or (path in words and path not in known):
                bring_in(tree.decode(content), agreements, report, by)
        except FileNotFoundError:
            if agreements.get(path):
                report.vanished.append(path)
        except Misread as misread:
            report.problems += misread.in_file(path)


@transaction.atomic
def _bring_in_table(kind: SharedFile, text: str, agreements: Agreements, report: Report, by: Person) -> None:
    entries, there = kind.parse(text), kind.stored()
    file = tree.digest(kind.dump(entries))
    if _takes(kind.path, file, tree.digest(kind.dump(there)) if there else None, agreements, report):
        kind.store(entries)
        if kind.path in BY_NAME:
            history.take(BY_NAME[kind.path], kind.dump(kind.stored()), by=by)
        Stamp.bump()
    agreements.save()


@transaction.atomic
def _bring_in_words(kind: Kind, text: str, agreements: Agreements, report: Report, by: Person) -> None:
    row = history.find(kind)
    problems = kind.judged(text)
    report.problems += [FileProblem(kind.name, problem.line, problem.message) for problem in problems]
    if any(not problem.missing for problem in problems):
        return
    if _takes(kind.name, tree.digest(text), row.published.digest if row else None, agreements, report):
        history.take(kind, text, by=by)
    agreements.save()


def _takes(path: str, file: str, there: str | None, agreements: Agreements, report: Report) -> bool:
    """Whether a list is to be taken from its file, from the digests of both; where both were changed, somebody decides."""
    state = who_changed(file, there, agreements.get(path))
    if state is Changed.FILE and WordList.objects.filter(name=path).exclude(head=F("published")).exists():
        state = Changed.BOTH  # an editor's newest words wait for a colleague
    if state is Changed.BOTH:
        state = settled(path, file, agreements, report)
    if state is Changed.BOTH:
        report.conflicts.append(path)
    elif state is not Changed.DATABASE:
        agreements.record(path, file)
    if state is Changed.FILE:
        report.done.append(path)
    return state is Changed.FILE


def load_articles(root: Path, agreements: Agreements, report: Report, pauses: Pauses, by: Person = None) -> "Brought":
    """Bring in the articles' files, a few articles in each transaction."""
    walked = tree.walk(root)
    numbers = set(walked.groups())
    report.problems += walked.problems
    report.vanished += sorted(_articles_of(agreements) - {place.path for place in walked.places})
    groups = []
    for places in walked.groups().values():
        if any(_is_touched(place, agreements) for place in places):
            files, problems = tree.read_all(places, numbers)
            report.problems += problems
            groups += [files] if files else []
    brought = Brought()
    if groups:
        names = Names.from_database(numbers)
        for batch in _batches(groups, names, agreements, report):
            _bring_in(batch, names, agreements, report, brought, by)
            pauses.take()
    return brought


def _articles_of(agreements: Agreements) -> set[str]:
    return {path for path in agreements.known if path.startswith(f"{tree.ARTICLES}/")}


def _is_touched(place: Place, agreements: Agreements) -> bool:
    return tree.digest(place.file.read_bytes()) != agreements.get(place.path)


@dataclass(frozen=True)
class Choice:
    """An article and those of its files that are to be taken; its facts are those of the leading file."""

    article: Article
    group: list[TextFile]
    taken: list[TextFile]

    @property
    def facts(self) -> Head:
        return facts.leading(self.group).parsed.head

    @property
    def published(self) -> list[TextFile]:
        return [file for file in self.taken if file.parsed.head.published]

    @property
    def withdrawn(self) -> list[str]:
        """The languages in which readers have a text by now."""
        languages = [file.place.language for file in self.taken if not file.parsed.head.published]
        return [code for code in languages if stored.shown(self.article, code)]


@dataclass
class Brought:
    """What was taken from the files, and what readers see of it by now, by article number and language."""

    choices: list[Choice] = field(default_factory=list)
    published: dict[tuple[int, str], Published] = field(default_factory=dict)

    @property
    def texts(self) -> set[tuple[int, str]]:
        """Primary keys and languages."""
        return {(text.article.pk, text.language) for text in self.published.values()}

    def show(self, texts: Iterable[Published]) -> None:
        self.published |= {(text.article.number, text.language): text for text in texts}


def choose(groups: Sequence[list[TextFile]], agreements: Agreements, report: Report) -> list[Choice]:
    """What to take of `groups`, the files of one article each: what changed in the file and only there."""
    there = stored.articles([group[0].place.number for group in groups])
    drafts, other_facts = with_drafts(), with_other_facts()
    choices = []
    for group in groups:
        article = there.get(group[0].place.number)
        usable, taken = [], []
        for file in group:
            state = _state(file, article, agreements)
            if state is Changed.FILE and (file.place.number, file.place.language) in drafts:
                state = Changed.BOTH  # an editor has begun a next version of the text that the file would replace
            if (
                state is Changed.FILE
                and article
                and article.number in other_facts
                and not stored.agrees(article, file)
            ):
                state = Changed.BOTH  # and here of the facts
            if state is Changed.BOTH:
                state = settled(file.path, tree.digest(file.parsed.canonical), agreements, report)
            if state is Changed.BOTH:
                report.conflicts.append(file.path)
            else:
                usable.append(file)
            if state is Changed.FILE:
                taken.append(file)
            elif state is Changed.NEITHER:
                agreements.record(file.path, tree.digest(file.parsed.canonical))
        if taken:
            choices.append(Choice(article or Article(number=group[0].place.number), usable, taken))
    return choices


def settled(path: str, file: str, agreements: Agreements, report: Report) -> Changed:
    """What counts of what was changed on both sides, if somebody has decided it; `file` is the digest of the file."""
    if path not in agreements.taken | agreements.passed:
        return Changed.BOTH
    report.settled.append(path)
    if path in agreements.taken:
        return Changed.FILE
    agreements.record(path, file)  # seen: from now on only the database has changed
    return Changed.DATABASE


def _state(file: TextFile, article: Article | None, agreements: Agreements) -> Changed:
    if not agreements.minds(file.path):
        return Changed.DATABASE  # which stays as it is
    there = stored.canonical(article, file.place.language) if article else None
    return who_changed(
        tree.digest(file.parsed.canonical), tree.digest(there) if there else None, agreements.get(file.path)
    )


@dataclass(frozen=True)
class Names:
    """What heads may name, as the database has it."""

    categories: dict[str, Category]
    tags: dict[str, Tag]
    numbers: set[int]

    @classmethod
    def from_database(cls, numbers: set[int]) -> Self:
        """`numbers` are those that have a folder: their articles may come with the same load."""
        return cls(
            {category.key: category for category in Category.objects.all()},
            {tag.key: tag for tag in Tag.objects.all()},
            numbers.union(*(kind.objects.values_list("number", flat=True) for kind in (Article, Elsewhere))),
        )

    @property
    def known(self) -> Known:
        return Known(self.categories, self.tags, self.numbers)


def _batches(
    groups: Sequence[list[TextFile]], names: Names, agreements: Agreements, report: Report
) -> list[list[Choice]]:
    """What to take, in the order in which it can be: what is to be brought in together is in one batch."""
    choices = choose(groups, agreements, report)
    agreements.save()
    for choice in choices:
        report.problems += facts.differing(choice.group)
        report.problems += [problem for file in choice.taken for problem in facts.unknown(file, names.known)]
    choices = _led_on([choice for choice in choices if choice.facts.category in names.categories], report)
    current = [choice for choice in choices if not choice.facts.retired]
    batches = [current[at : at + A_BATCH] for at in range(0, len(current), A_BATCH)]
    retired = {choice.article.number: choice for choice in choices if choice.facts.retired}
    leading = succession.leads([facts.leading(choice.group) for choice in retired.values()])
    chains: dict[int, list[Choice]] = {}
    for number, choice in retired.items():
        last = [each for each in succession.chain(number, leading) if each in retired][-1]
        chains.setdefault(last, []).append(choice)
    return [*batches, *chains.values()]  # readers can be led to what is there already


@transaction.atomic
def _bring_in(
    batch: Sequence[Choice], names: Names, agreements: Agreements, report: Report, brought: Brought, by: Person
) -> None:
    """Take `batch`, unless somebody has changed the same since it was chosen."""
    now = Report()
    choices = choose([choice.group for choice in batch], agreements, now)
    report.conflicts += now.conflicts
    if choices:
        fingerprint.forget()  # until the links to them are rendered
    for choice in choices:
        _write_facts(choice, names)
        for file in choice.taken:
            agreements.record(file.path, tree.digest(file.parsed.canonical))
            report.done.append(file.path)
    brought.show(_show(choices, by))
    brought.choices += choices
    agreements.save()


def _led_on(choices: list[Choice], report: Report) -> list[Choice]:
    """Those whose successors readers can be led to, an article before its own successor: `archive` wants it so."""
    files = [facts.leading(choice.group) for choice in choices]
    back = {choice.article.number for choice in choices if choice.published}
    retired = Article.objects.exclude(retired_at=None)
    gone = set(retired.exclude(number__in=back).values_list("number", flat=True))
    found = succession.problems(files, gone, _led())
    report.problems += found
    unusable, leading = {problem.path for problem in found if problem.blocks}, succession.leads(files)
    led = [choice for choice, file in zip(choices, files, strict=True) if file.path not in unusable]
    return sorted(led, key=lambda choice: -len(succession.chain(choice.article.number, leading)))


def _led() -> dict[int, int]:
    """Where readers of retired articles are led."""
    led = Article.objects.exclude(successor=None).exclude(retired_at=None)
    return dict(led.values_list("number", "successor__number"))


def _show(choices: list[Choice], by: Person) -> list[Published]:
    """Let readers see what was taken."""
    led = _led()
    withdrawn = [(choice.article, language) for choice in choices for language in choice.withdrawn]
    published = publish_all([release(choice.article, file) for choice in choices for file in choice.published])
    for article, language in withdrawn:
        unpublish(article, language)
    for choice in choices:
        if choice.facts.retired:
            number = choice.facts.successor
            successor = Article.objects.filter(number=number).first() if number else None
            still = led.get(choice.article.number) == number
            archive(choice.article, successor, at=midnight(choice.facts.retired), still=still)
    take_in((given(choice.article, file) for choice in choices for file in choice.taken), by=by)
    return published


def _write_facts(choice: Choice, names: Names) -> None:
    head = choice.facts
    said = Facts(
        category_id=names.categories[head.category].pk,
        tags=tuple(sorted(names.tags[key].pk for key in head.tags if key in names.tags)),
        references=head.references,
        needed=head.needed,
        demo=head.demo or "",
        review_on=head.review,
        source_language=head.source,
    )
    take_in_facts(choice.article, said)


def given(article: Article, file: TextFile) -> Given:
    """What `file` says, for the history."""
    change = file.parsed.head.change or ""
    return Given(article, file.place.language, Draft.with_words(words(file), change=change))


def release(article: Article, file: TextFile) -> Release:
    """What `file` says, for readers. A day that the file did not move keeps its hour."""
    head, language = file.parsed.head, file.place.language
    text = stored.shown(article, language)
    published_at, updated_at = (text.published_at, text.updated_at) if text else (None, None)
    if stored.day(published_at) != head.published:
        published_at = midnight(head.published)
    if stored.day(updated_at) != head.updated:
        updated_at = midnight(head.updated)
    return Release(article, language, words(file), head.change or "", published_at, updated_at)


def words(file: TextFile) -> dict[str, str]:
    head = file.parsed.head
    return {
        "title": head.title,
        "short": head.short or "",
        "slug": head.slug,
        "summary": head.summary,
        "questions": joined(head.questions),
        "body": file.parsed.body,
    }


def midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None


def report_texts(choices: list[Choice], published: Mapping[tuple[int, str], Published], report: Report) -> None:
    """What the renderer found in the texts just published, and where an article's languages do not match."""
    for choice in choices:
        for file in choice.taken:
            if text := published.get((file.place.number, file.place.language)):
                report.problems += facts.in_text(file, text.rendered)
        shown = PublishedText.objects.filter(article=choice.article)
        anchors = {language: places or () for language, places in shown.values_list("language", "anchors")}
        report.problems += facts.unmatched(
            {f.place.language: (f, anchors[f.place.language]) for f in choice.group if anchors.get(f.place.language)}
        )
