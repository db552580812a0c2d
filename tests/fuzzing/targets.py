"""What takes a text that somebody wrote elsewhere, and what such texts are made of: for test_any_input.py and script/fuzz.

A target is given one text. It may refuse it by the errors that are named here; any other error is a fault.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from auth_demo.protocols import ocra
from auth_demo.protocols.suite import SuiteError
from auth_demo.scenarios.schema import read_planned, read_scenario
from kb.base import kept
from kb.base.places import Problem
from kb.exchange import formats
from kb.exchange.sheets import Job, NotForHere, Words
from kb.files import frontmatter, shared
from kb.files.problems import Misread
from kb.markup import limits
from kb.markup.model import Context
from kb.markup.render import render
from kb.search import plan, query
from tests.kb.markup.conftest import ARTICLES, WORDING, demo

JOB = Job(3422, "en", "fr")
WORDS = Words("Title", "Summary", "::: steps\n1. Press [[Login]].\n2. Type `1234`.\n:::\n\nSee KB2260.\n")
CONTEXT = Context("en", 1, WORDING, ARTICLES.get, demo, {"step-1": demo("card", "pin", None)}.get)
LANGUAGES = ("en", "fr")
CONTENT = Path(settings.CONTENT_DIR)


@dataclass(frozen=True)
class Target:
    """`pieces` are what its texts are made of, `longest` is what it accepts in characters, `seeds` are texts that are right."""

    take: Callable[[str], object]
    pieces: tuple[str, ...]
    seeds: Callable[[], Iterator[str]]
    refuses: tuple[type[Exception], ...] = ()
    longest: int = 10_000

    def try_one(self, text: str) -> None:
        """Raises whatever is no refusal."""
        with suppress(*self.refuses):
            self.take(text)


def take_scenario(text: str) -> None:
    problems: list[Problem] = []
    read = read_scenario(Path("card.yaml"), text, LANGUAGES, problems)
    lines_are_there(problems, text)
    assert read or problems


def take_planned(text: str) -> None:
    problems: list[Problem] = []
    read_planned(Path("planned.yaml"), text, LANGUAGES, problems)
    lines_are_there(problems, text)


def take_list(name: str) -> Callable[[str], None]:
    """A list of words of content/, as the desk and `load_content` read it."""

    def take(text: str) -> None:
        problems: list[Problem] = []
        kept.list_of(name).made(text, problems)
        lines_are_there(problems, text)

    return take


def lines_are_there(problems: list[Problem], text: str) -> None:
    """YAML ends a line at each of these."""
    lines = len(re.split("\r\n|[\n\r\x85\u2028\u2029]", text))
    assert all(1 <= each.line <= lines for each in problems), problems


def take_query(text: str) -> None:
    for language in LANGUAGES:
        plan.plan(text, language, prefix=True)
        query.numbers_of(text)


def take_markup(text: str) -> None:
    rendered = render(text, CONTEXT)
    ids = re.findall(r' id="([^"]*)"', rendered.html)
    assert len(ids) == len(set(ids))
    lines_are_there([Problem("", each.line, "") for each in rendered.problems], text)


def take_translation(form: formats.Format) -> Callable[[str], None]:
    def take(text: str) -> None:
        formats.read(text.encode(errors="surrogatepass"), JOB, source=WORDS, target=None)

    return take


def files(pattern: str) -> Callable[[], Iterator[str]]:
    return lambda: (path.read_text() for path in sorted(CONTENT.glob(pattern)))


def of_translators(form: formats.Format) -> Callable[[], Iterator[str]]:
    return lambda: iter([formats.write(form, JOB, source=WORDS, target=WORDS, then=then) for then in (None, WORDS)])


YAML = (
    "\n", "\n  ", "\n    ", "- ", ": ", "? ", "[", "]", "{", "}", ", ", "&a ", "*a", "<<: ", "|\n", ">\n  ", "'", '"', "\\x07", "\\ud800", "#", "%YAML 1.1\n", "---\n", "...\n", "~", "null",
    "!!int ", "!!bool ", "!!float ", "!!timestamp ", "!!binary ", "!!set ", "!!omap ", "!!null ", "!!python/name:os.system ", "!a ", "2026-11-30", "0001-01-01T00:00:00+23:59", "2026-13-99", "1e999", ".nan", ".inf", "-.inf",
    "0x1f", "0b2", "1:99:99", "true", "yes", "on", "9" * 5000, "-1", "0", "1131", "é", "\u00a0", "\u2028", "\ufeff", "\t", "\r", "\0", "\ud800", "a: 1\n", "en: Word\n", "fr: Mot\n", "{en: a, fr: b}",
)  # fmt: skip
HEAD = ("title: ", "slug: ", "summary: ", "number: ", "language: ", "category: ", "tags: ", "published: ", "updated: ", "questions: ", "short: ", "related: ", "author: ", "source: ", "---\n")  # fmt: skip
SCENARIO = (
    "id: card\n", "article: 1131\n", "methods: ", "method: card\n", "title: ", "steps:\n", "  - id: ", "    done_on: ", "    solve:\n", "      - {device: window, press: login}\n", "platforms:\n",
    "devices:\n", "personas:\n", "variants:\n", "world: ", "faults:\n", "minutes: ", "labels: ", "hints:\n", "before_real:\n", "    article_step: ", "    real: same\n", "    done_on: {tws: x}\n", "only: ",
)  # fmt: skip
LISTS = ("categories:\n", "- key: ", "- slug: ", "title: ", "words: ", "terms:\n", "- number: ", "order: ", "decided: ", "avoid: ", "note: ", "name: ", "description: ", "url: https://a.b\n")  # fmt: skip
CHOICES = (
    "begin: ",
    "questions:\n",
    "  - id: ",
    "    ask: ",
    "    answers:\n",
    "      - {label: ",
    "next: ",
    "article: 1131\n",
)
QUERY = (
    "card", "carte", "l’", "d'", "qu’", "œ", "é", "e\u0301", "\u0323", "KB", "kb 1131", "1131", "9" * 400, "٣", "²", "½", "-", "--", "*", '"', "(", ")", "OR ", "AND ", "NOT ", "NEAR(", ":", "^", "%", "_",
    " ", "\u00a0", "\u200b", "\u202e", "\0", "\ud800", "😀", "ß", "İ", "ﬁ", "security card ", "two factor ", "what is ", "comment ", "a" * 300,
)  # fmt: skip
PO = (
    'msgid ""\n', 'msgstr ""\n', 'msgid "a"\n', 'msgstr "b"\n', 'msgctxt "title"\n', 'msgctxt ":text-1"\n', "\n", "#, fuzzy\n", "# a\n", "#. b\n", "#| msgid \"a\"\n", "#~ msgid \"a\"\n", '"Language: fr\\n"\n',
    '"Content-Type: text/plain; charset=utf-7\\n"\n', '"X-KB: 3422\\n"\n', "msgid_plural \"c\"\n", 'msgstr[0] "d"\n', 'msgstr[9999999] "d"\n', '"', "\\", "\\x", "\\n", "\\\"", "\t", "\r", "\0", "é", "\u2028", "#:", ":1\n",
)  # fmt: skip
XLIFF = (
    '<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-16"?>', '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fr">', '<file id="f">', "<unit>", '<unit id="a" name="title">',
    "<segment>", '<segment state="translated">', "<source>", "</source>", "<target>", "</target>", "</segment>", "</unit>", "</file>", "</xliff>", "a", "&amp;", "&#0;", "&#xd800;", "&b;", "<![CDATA[", "]]>", "<!-- ", " -->",
    "<!DOCTYPE a [", "<!ENTITY b 'c'>", "]>", '<ph id="1"/>', '<pc id="1">', "</pc>", "<mrk>", "<notes><note>", 'x="', '"', "\0", "\ufffe", "é", ' xml:space="preserve"', '<cp hex="0007"/>',
)  # fmt: skip
SUITE = (
    "OCRA-1", "OCRA-2", ":", "-", "HOTP-SHA1-6", "HOTP-SHA256-8", "HOTP-SHA512-0", "HOTP-MD5-6", "HOTP-SHA1-11", "C", "QN08", "QA4", "QH8", "QH64", "QN99", "PSHA1", "PSHA256", "S", "S064", "S512", "S999", "T1M", "T30S",
    "T60S", "T49H", "T0S", "T9" + "9" * 50 + "S", "é", "٣", "\0", " ", "OCRA-1:HOTP-SHA1-6:QN08", "ocra-1",
)  # fmt: skip
MARKUP = (
    "[[", "]]", "[[a]] > ", "[a](", "/b)", "[a]", "![", "++", "`", "``", "*", "**", "_", "\\", "<", ">", "<b>", "<!--", "&", "&amp;", "KB1131", "KB2260#step-1", "KB9999999999", "1131", "http://a.b ", "{#a}", "\x02", "\x03",
    "\n", "\n\n", "    ", "\t", "- ", "* ", "1. ", "2a. ", "> ", "# ", "## ", "## H {#h}\n", "===\n", "---\n", "```\n", "[a]: /b\n", "| a | b |\n", "|---|---|\n", "::: steps\n", "::: steps ios\n", "::: note\n", "::: tabs\n",
    "::: tab ios iOS\n", "::: figure 1\n", "::: demo card pin\n", ":::\n", "caption: x\n", "demo: card\n", "« ", " : ", "\u00a0", "\u2028", "😀", "e\u0301", "a",
)  # fmt: skip


def suites() -> Iterator[str]:
    yield from ("OCRA-1:HOTP-SHA1-6:QN08", "OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1", "OCRA-1:HOTP-SHA512-8:QN08-T1M", "OCRA-1:HOTP-SHA1-4:QH8-S512")  # fmt: skip


def queries() -> Iterator[str]:
    yield from (
        "security card",
        "comment activer ma carte",
        "KB 1131",
        "l’application ne reçoit rien",
        "log in on a new phone",
    )


TARGETS = {
    "front matter": Target(frontmatter.parse, YAML + HEAD, files("articles/*/*.md"), (Misread,), 9_000),
    "scenario": Target(take_scenario, YAML + SCENARIO, files("demos/*.yaml")),
    "planned practices": Target(take_planned, YAML + SCENARIO, files("demos/*.yaml")),
    "categories": Target(shared.CATEGORIES.parse, YAML + LISTS, files("categories.yaml"), (Misread,)),
    "glossary": Target(take_list("glossary.yaml"), YAML + LISTS, files("glossary.yaml")),
    "synonyms": Target(take_list("synonyms.yaml"), YAML + LISTS, files("synonyms.yaml")),
    "choices": Target(take_list("choose.yaml"), YAML + LISTS + CHOICES, files("choose.yaml")),
    "search": Target(take_query, QUERY, queries, longest=2_000),
    "PO": Target(take_translation(formats.PO), PO, of_translators(formats.PO), (NotForHere,), 100_000),
    "XLIFF": Target(take_translation(formats.XLIFF), XLIFF, of_translators(formats.XLIFF), (NotForHere,), 100_000),
    "OCRA suite": Target(ocra.parse, SUITE, suites, (SuiteError,), 2_000),
    "markup": Target(take_markup, MARKUP, files("articles/*/*.md"), longest=limits.LONGEST),
}
