"""content/ -> database: what changed in the files since both last agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Self

from django.db import transaction

from kb.files import facts, pictures, shared, stored, succession, tree
from kb.files.agreement import Agreements, Changed, who_changed
from kb.files.facts import Known
from kb.files.frontmatter import Head
from kb.files.problems import Misread
from kb.files.report import Report
from kb.files.tree import Place, TextFile
from kb.images.store import showing
from kb.models import Article, Category, Elsewhere, Reference, Stamp, Tag
from kb.publishing import fingerprint
from kb.publishing.publish import Pair, Published, publish_all, render_again, rerender, retire, withdraw
from kb.workflow.intake import take_in, with_drafts


@transaction.atomic
def load(root: Path, *, keep: bool = True) -> Report:
    """Bring in every file below ROOT that changed; a file that cannot be used is reported and left out.

    With KEEP false no image is stored: for who takes it all back.
    """
    report, agreements = Report(), Agreements()
    load_lists(root, agreements, report)
    changed = pictures.load(root, agreements, report, keep=keep)
    published = load_articles(root, agreements, report)
    done = {(article.pk, language) for article, language in published}
    for article, language in (pair for key in changed for pair in showing(key)):
        if (article.pk, language) not in done:
            render_again(article, [language])
    agreements.save()
    if fingerprint.has_moved():
        report.rendered = rerender(leave=done)
        fingerprint.remember()
    if report.done:
        Stamp.bump()
    return report


def preview(root: Path) -> Report:
    """What `load` would do, undone again."""
    with transaction.atomic():
        report = load(root, keep=False)
        transaction.set_rollback(True)
    return report


def load_lists(root: Path, agreements: Agreements, report: Report) -> None:
    for kind in shared.SHARED:
        try:
            _load_list(kind, root, agreements, report)
        except FileNotFoundError:
            if agreements.get(kind.path):
                report.vanished.append(kind.path)
        except Misread as misread:
            report.problems += misread.in_file(kind.path)


def _load_list(kind: shared.SharedFile, root: Path, agreements: Agreements, report: Report) -> None:
    content = kind.file(root).read_bytes()
    if tree.digest(content) == agreements.get(kind.path):
        return
    entries = kind.parse(tree.decode(content))
    there = kind.stored()
    file = tree.digest(kind.dump(entries))
    match who_changed(file, tree.digest(kind.dump(there)) if there else None, agreements.get(kind.path)):
        case Changed.FILE:
            kind.store(entries)
            agreements.record(kind.path, file)
            report.done.append(kind.path)
        case Changed.NEITHER:
            agreements.record(kind.path, file)
        case Changed.BOTH:
            report.conflicts.append(kind.path)


def load_articles(root: Path, agreements: Agreements, report: Report) -> list[Pair]:
    """Bring in the articles' files; the texts that were published."""
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
    choices = choose(groups, agreements, report) if groups else []
    return _bring_in(choices, Names.from_database(numbers), agreements, report) if choices else []


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
    def published(self) -> list[Pair]:
        return [(self.article, file.place.language) for file in self.taken if file.parsed.head.published]

    @property
    def withdrawn(self) -> list[Pair]:
        languages = [file.place.language for file in self.taken if not file.parsed.head.published]
        return [(self.article, code) for code in languages if self.article.text("published_at", code)]


def choose(groups: Sequence[list[TextFile]], agreements: Agreements, report: Report) -> list[Choice]:
    """What to take of GROUPS, the files of one article each: what changed in the file and only there."""
    there = stored.articles([group[0].place.number for group in groups])
    drafts = with_drafts()
    choices = []
    for group in groups:
        article = there.get(group[0].place.number)
        usable, taken = [], []
        for file in group:
            state = _state(file, article, agreements)
            if state is Changed.FILE and (file.place.number, file.place.language) in drafts:
                state = Changed.BOTH  # an editor has begun a next version of the text that the file would replace
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


def _state(file: TextFile, article: Article | None, agreements: Agreements) -> Changed:
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
        """NUMBERS are those that have a folder: their articles may come with the same load."""
        return cls(
            {category.key: category for category in Category.objects.all()},
            {tag.key: tag for tag in Tag.objects.all()},
            numbers.union(*(kind.objects.values_list("number", flat=True) for kind in (Article, Elsewhere))),
        )

    @property
    def known(self) -> Known:
        return Known(self.categories, self.tags, self.numbers)


def _bring_in(choices: list[Choice], names: Names, agreements: Agreements, report: Report) -> list[Pair]:
    for choice in choices:
        report.problems += facts.differing(choice.group)
        report.problems += [problem for file in choice.taken for problem in facts.unknown(file, names.known)]
    choices = [choice for choice in choices if choice.facts.category in names.categories]
    choices = _led_on(choices, report)
    for choice in choices:
        _write_facts(choice, names)
        for file in choice.taken:
            write_text(choice.article, file)
            agreements.record(file.path, tree.digest(file.parsed.canonical))
            report.done.append(file.path)
    return _show(choices, report)


def _led_on(choices: list[Choice], report: Report) -> list[Choice]:
    """Those whose successors readers can be led to, an article before its own successor: `retire` wants it so."""
    files = [facts.leading(choice.group) for choice in choices]
    back = {article.number for choice in choices for article, _language in choice.published}
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


def _show(choices: list[Choice], report: Report) -> list[Pair]:
    """Let readers see what was taken, all together, so that every text can link to every other."""
    led = _led()
    withdrawn = [pair for choice in choices for pair in choice.withdrawn]
    published = publish_all([pair for choice in choices for pair in choice.published])
    for choice in choices:
        if not choice.published:
            choice.article.save()
    for article, language in withdrawn:
        withdraw(article, language)
    for choice in choices:
        if choice.facts.retired:
            number = choice.facts.successor
            successor = Article.objects.filter(number=number).first() if number else None
            still = led.get(choice.article.number) == number
            retire(choice.article, successor, at=midnight(choice.facts.retired), still=still)
    take_in((choice.article, file.place.language) for choice in choices for file in choice.taken)
    report_texts(choices, published, report)
    return [(text.article, text.language) for text in published]


def _write_facts(choice: Choice, names: Names) -> None:
    article, head = choice.article, choice.facts
    article.category = names.categories[head.category]
    article.source_language = head.source
    article.needed = head.needed
    article.review_on = head.review
    article.demo = head.demo or ""
    if article.pk is None:
        article.save()
    article.tags.set([names.tags[key] for key in head.tags if key in names.tags])
    if stored.listed(article) != head.references:
        write_references(article, head.references)


def write_references(article: Article, numbers: Sequence[int]) -> None:
    """Make NUMBERS the list at the end of ARTICLE, in their order."""
    Reference.objects.filter(source=article, position__isnull=False).delete()
    Reference.objects.bulk_create(
        Reference(source=article, target=number, position=position) for position, number in enumerate(numbers)
    )


def write_text(article: Article, file: TextFile) -> None:
    language, head = file.place.language, file.parsed.head
    texts = {"title": head.title, "slug": head.slug, "summary": head.summary, "change": head.change}
    for name, value in {**texts, "body": file.parsed.body}.items():
        article.set_text(name, language, value)
    # A day that the file did not move keeps its hour; the day of publication goes with publish or withdraw.
    if stored.day(article.text("updated_at", language)) != head.updated:
        article.set_text("updated_at", language, midnight(head.updated))
    if head.published and stored.day(article.text("published_at", language)) != head.published:
        article.set_text("published_at", language, midnight(head.published))


def midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None


def report_texts(choices: list[Choice], published: list[Published], report: Report) -> None:
    """What the renderer found in the texts just published, and where an article's languages do not match."""
    rendered = {(text.article.number, text.language): text.rendered for text in published}
    for choice in choices:
        for file in choice.taken:
            if made := rendered.get((file.place.number, file.place.language)):
                report.problems += facts.in_text(file, made)
        anchors = {file.place.language: choice.article.text("anchors", file.place.language) for file in choice.group}
        report.problems += facts.unmatched(
            {f.place.language: (f, anchors[f.place.language]) for f in choice.group if anchors[f.place.language]}
        )
