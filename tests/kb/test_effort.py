"""Whatever somebody hands in within the accepted size costs less than half a second of CPU, at every entrance.

Time is that of the process, not of the clock, and compared with a piece of work measured on the same machine.
"""

from contextlib import suppress
from functools import partial

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command

from kb.exchange import formats, po, sheets, xliff
from kb.exchange.sheets import Job, NotForHere, Words
from kb.files import frontmatter
from kb.files.problems import Misread
from kb.markup import limits
from kb.markup.model import Context
from kb.markup.render import render
from kb.models import Revision
from kb.search.plan import LONGEST_QUERY
from kb.search.query import search
from kb.text.differences import rows
from kb.text.merging import merge
from kb.workflow import drafts, editions, releasing
from kb.workflow.drafts import Draft
from tests.factories import make_article
from tests.kb.costs import STEEP, cost, fair_cost, least
from tests.kb.markup.conftest import ARTICLES, WORDING, demo
from tests.kb.shapes import SHAPES, accepted, again, halves
from tests.kb.staff.codes import PASSWORD, signed_in

CONTEXT = Context("en", 1, WORDING, ARTICLES.get, demo, {"step-1": demo("card", "pin", None)}.get)
MOST = 0.5  # seconds of CPU, on a machine that does the work of `costs.unit` in `costs.UNIT`
JOB = Job(3422, "en", "fr")
MANY = dict(list(SHAPES.items())[::2])
FEW = dict(list(SHAPES.items())[::9])


def dear(works: dict) -> dict[str, float]:
    """Which of `works` take too long, also when they are tried again."""
    suspects = [name for name, work in works.items() if cost(work) > MOST]
    least = {name: min(fair_cost(works[name]) for _ in range(6)) for name in suspects}
    return {name: round(took, 2) for name, took in least.items() if took > MOST}


def test_there_are_odd_shapes_of_every_kind():
    assert len(SHAPES) > 300
    for shape in SHAPES.values():
        assert limits.refusal(accepted(shape)) is None


def test_no_text_that_is_accepted_takes_long_to_render():
    assert dear({name: lambda s=shape: render(accepted(s), CONTEXT) for name, shape in MANY.items()}) == {}


def test_twice_as_much_costs_about_twice_as_much():
    steep = {}
    for name, shape in FEW.items():
        half, whole = (partial(render, accepted(shape, share), CONTEXT) for share in (0.5, 1.0))
        if cost(whole) < MOST / 5:
            continue  # too little to be measured
        found = least(half, whole)
        if found[1] > STEEP * found[0]:
            steep[name] = found
    assert steep == {}


@pytest.mark.parametrize("piece", ["a", "*a* ", "a\n", "[[", "[a](/b)", "é"])
def test_what_is_more_than_an_article_holds_is_told_and_costs_nothing(piece):
    text = again(piece)(limits.LONGEST * 5)
    rendered = render(text, CONTEXT)
    assert rendered.html == ""
    (problem,) = rendered.problems
    assert problem.blocks
    assert problem.code in {"too-long", "too-much-markup"}
    assert 1 <= problem.line <= text.count("\n") + 1


def test_an_article_like_the_longest_fits_three_times_over(settings):
    longest = max(settings.CONTENT_DIR.glob("articles/*/*.md"), key=lambda file: file.stat().st_size)
    body = frontmatter.parse(longest.read_text()).body
    assert limits.refusal(body * 3) is None


@pytest.fixture
def article(db):
    return make_article(3422, history=True)


def head_is(article, language: str, body: str) -> None:
    Revision.objects.filter(pk=editions.find(article, language).head_id).update(body=body)


@pytest.fixture
def editor(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user = User.objects.create_user("anna", password=PASSWORD, is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=("change_article", "view_article", "edit_en", "edit_fr"))
    )
    return signed_in(user)[0]


def test_no_preview_takes_long_even_if_the_other_language_is_as_odd(article, editor, monkeypatch):
    monkeypatch.setattr("kb.admin.editor.turns.MOST", 10_000)

    def show(text: str) -> None:
        head_is(article, "en", text)
        answer = editor.post(
            "/en/admin/kb/article/editor/preview/", {"language": "fr", "number": "3422", "body": text}
        )
        assert answer.status_code == 200

    assert dear({name: lambda s=shape: show(accepted(s)) for name, shape in FEW.items()}) == {}


def test_no_save_or_publication_takes_long(article):
    def keep(text: str) -> None:
        edition = editions.find(article, "en")
        words = Draft(title="A", slug="a", summary="S", body=text)
        drafts.save(article, "en", words, based_on=edition.head)
        edition = editions.find(article, "en")
        with suppress(releasing.NotReady):
            releasing.publish(edition)

    names = list(FEW)[::2]
    assert dear({name: lambda n=name: keep(accepted(FEW[n])) for name in names}) == {}


@pytest.mark.parametrize("form", formats.FORMATS.values(), ids=list(formats.FORMATS))
def test_no_text_takes_long_to_go_out_as_a_file_and_to_come_back(form):
    def there_and_back(text: str) -> None:
        words = Words("Title", "Summary", text)
        made = formats.write(form, JOB, source=words, target=words, then=words)
        assert formats.read(made.encode(), JOB, source=words, target=words).words == words

    assert dear({name: lambda s=shape: there_and_back(accepted(s)) for name, shape in FEW.items()}) == {}


TOP = formats.write(formats.PO, JOB, source=Words("Title", "Summary", "Hello.\n"), target=None, then=None).split(
    "\n\n"
)[0]
FILES = {
    "comments": "#\n", "words of a comment": "# a\n", "extracted": "#. a\n", "flags": "#, fuzzy\n", "places": "#: a:1\n", "earlier words": '#| msgid "a"\n',
    "obsolete": '#~ msgid "a"\n#~ msgstr "b"\n\n', "entries": 'msgctxt "{n}"\nmsgid "a"\nmsgstr "b"\n\n', "entries without context": 'msgid "a"\nmsgstr ""\n\n',
    "the same entry": 'msgctxt "title"\nmsgid "Title"\nmsgstr "Titre"\n\n', "lines of a word": '"a"\n', "blank lines": "\n", "tabs": "\t\n", "signs": "#", "letters": "a", "NUL": "\0",
    "carriage returns": "\r", "U+2028": "#\u2028", "a comment and a word": '# a\nmsgid "a"\n', "backslashes": '"\\\\\\\\"\n',
}  # fmt: skip


def test_no_po_file_of_the_accepted_size_takes_long():
    words = Words("Title", "Summary", accepted(again("a\n\n")))

    def take(piece: str, begin: str = "") -> None:
        content = again(piece, before=f"{TOP}\n\n{begin}")(po.LARGEST - 10).encode()[: po.LARGEST]
        with pytest.raises(NotForHere):
            formats.read(content, JOB, source=words, target=None)

    works = {name: lambda p=piece: take(p) for name, piece in FILES.items() if name != "the same entry"}
    for begin in ('msgid ""\n', 'msgid "a"\nmsgstr ""\n'):
        works |= {
            f"{name} in {begin!r}": lambda p=FILES[name], b=begin: take(p, b)
            for name in ("lines of a word", "backslashes")
        }
    assert dear(works) == {}


XLIFF_TOP = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fr"><file id="f">'
)
XLIFF_FILES = {
    "units": '<unit id="a"/>', "segments": '<unit id="a" name="title"><segment><source>a</source></segment></unit>', "open units": "<unit>",
    "text": "a", "spaces": " ", "entities": "&amp;", "numbers": "&#65;", "attributes": ' a{n}="b"', "comments": "<!-- a -->", "instructions": "<?a b?>", "CDATA": "<![CDATA[a]]>",
}  # fmt: skip


def test_no_xliff_file_of_the_accepted_size_takes_long():
    words = Words("Title", "Summary", accepted(again("a\n\n")))

    def take(piece: str, begin: str) -> None:
        content = again(piece, before=begin)(xliff.LARGEST - 10).encode()[: xliff.LARGEST]
        with pytest.raises(NotForHere):
            formats.read(content, JOB, source=words, target=None)

    begins = {"": XLIFF_TOP, " in a tag": XLIFF_TOP + "<unit "}
    works = {
        f"{name}{where}": lambda p=piece, b=begin: take(p, b)
        for name, piece in XLIFF_FILES.items()
        for where, begin in begins.items()
    }
    assert dear(works) == {}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (again('msgctxt "{n}"\nmsgid "a"\nmsgstr "b"\n\n', before=f"{TOP}\n\n")(po.LARGEST + 1), "too-large"),
        (f"{TOP}\n\n" + 'msgctxt "x"\nmsgid "a"\nmsgstr "b"\n\n' * (sheets.MOST_UNITS + 1), "too-large"),
        (f'{TOP}\n\nmsgctxt "title"\nmsgid "Title"\nmsgstr "{"a" * 161}"\n', "too-long"),
        (f'{TOP}\n\nmsgctxt "summary"\nmsgid "Summary"\nmsgstr "{"a" * 321}"\n', "too-long"),
        (f'{TOP}\n\nmsgctxt ":text-1"\nmsgid "Hello."\nmsgstr "{"a" * 40_001}"\n', "too-long"),
    ],
)
def test_a_po_file_with_more_than_an_article_holds_is_refused(content, code):
    with pytest.raises(NotForHere) as refused:
        formats.read(content.encode(), JOB, source=Words("Title", "Summary", "Hello.\n"), target=None)
    assert refused.value.code == code


def test_what_fits_in_a_po_file_fits_in_a_revision():
    for name in sheets.HEAD:
        assert Revision._meta.get_field(name).max_length == sheets.FIT[name]


def changes(text: str) -> dict[str, str]:
    lines, words = text.split("\n"), text.split(" ")
    return {
        "shifted": text[1:] + "b",
        "lines from behind": "\n".join(reversed(lines)),
        "words from behind": " ".join(reversed(words)),
        "without every third letter": "".join(sign for place, sign in enumerate(text) if place % 3),
        "each second line changed": "\n".join(f"{line} x" if place % 2 else line for place, line in enumerate(lines)),
        "each second word changed": " ".join(f"{word}x" if place % 2 else word for place, word in enumerate(words)),
    }


MIXED = {
    "few words": again("a b a c b a a b c a b "),
    "few words in lines": again("a b a c b a a b c a b\n"),
    "few lines": again("a\nb\na\na\nb\nc\nb\n"),
    "signs": again(".,;.!.:,.?"),
    "words that stand once": again("word{n} "),
    "lines that stand once": again("word{n}\n"),
    "lines of some words": again("a b c d a c b d a b a c " * 12 + "\n"),
    "halves": halves("a b ", "b c "),
}


def test_no_two_texts_take_long_to_compare_or_to_merge():
    works = {}
    for name, shape in (MIXED | dict(list(FEW.items())[::12])).items():
        text = shape(limits.LONGEST)
        for how, other in changes(text).items():
            works[f"rows: {name}, {how}"] = lambda t=text, o=other: rows(t, o)
            works[f"merge: {name}, {how}"] = lambda t=text, o=other: merge(
                t, o, t[: len(t) // 2] + "x" + t[len(t) // 3 :]
            )
    assert dear(works) == {}


HEADS = {
    "lists in lists": "[" * 40, "a long list": "[" + "1," * 5000, "keys": again("a{n}: 1\n")(9000), "the same key": again("a: 1\n")(9000), "an alias": "a: &a [1]\nb: *a\n",
    "aliases of aliases": "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9) if n else 'x'}]\n" for n in range(9)), "quotes": 'a: "' + '\\"' * 4000, "one word": "a" * 9000,
    "spaces": " " * 9000, "dashes": "- " * 4000, "colons": ": " * 4000, "question marks": "? " * 4000, "blocks": "a: |\n" + " a\n" * 2000, "numbers": "number: " + "9" * 9000, "sixties": "number: " + "9:" * 4000 + "9",
    "dates": "published: 2026-01-01T" + "0" * 9000, "tags": "!!python/object:os.system a", "comments": "#\n" * 4000, "percent": "%" * 9000, "braces": "{" * 40, "many braces": "{" * 9000, "accents": "title: a" + "\u0300\u0323" * 4000,
    "merges": "<<: {a: 1}\n" * 500, "slugs": "slug: " + "a-" * 4000 + "!", "tags in a list": "tags: [" + "a," * 4000 + "]", "too much": "a: 1\n" * 100_000,
}  # fmt: skip


def test_no_head_of_a_file_takes_long():
    def read(head: str) -> None:
        with pytest.raises(Misread):
            frontmatter.parse(f"---\n{head}\n---\n\nText.\n")

    assert dear({name: lambda h=head: read(h) for name, head in HEADS.items()}) == {}


def test_no_content_file_takes_long_whatever_its_text(settings):
    head = (settings.CONTENT_DIR / "articles/KB1131/en.md").read_text().split("\n---\n")[0]

    def read(text: str) -> None:
        frontmatter.parse(f"{head}\n---\n\n{text}")

    texts = {name: accepted(shape) for name, shape in FEW.items()}
    texts["accents"] = "a" + "\u0300\u0323" * (limits.LONGEST // 2 - 2)
    texts["accents from behind"] = "a" + "\u0300" * (limits.LONGEST // 2 - 2) + "\u0323" * (limits.LONGEST // 2 - 2)
    assert dear({name: lambda t=text: read(t) for name, text in texts.items()}) == {}
    with pytest.raises(Misread, match=r"40001 characters.*40000 fit"):
        read("a" * 40_001)


@pytest.mark.django_db
def test_no_search_takes_long_however_long_it_is(article):
    queries = {name: shape(20_000) for name, shape in FEW.items()} | {
        "accents": "a" + "\u0300\u0323" * 10_000,
        "letters": "a" * 20_000,
    }
    assert dear({name: lambda q=query: search(q, "en", prefix=True) for name, query in queries.items()}) == {}
    assert len(search("a" * 20_000, "en").query) == LONGEST_QUERY


@pytest.mark.django_db
def test_a_file_that_is_too_long_is_told_by_the_command_that_brings_it_in(tmp_path, settings):
    make_article(1131, history=True)
    file = tmp_path / "x.po"
    file.write_text("#\n" * po.LARGEST)
    with pytest.raises(CommandError, match="too-large"):
        call_command("import_translation", "KB1131", "fr", str(file))


def test_no_help_with_a_paragraph_takes_long(article, editor, monkeypatch):
    monkeypatch.setattr("kb.admin.editor.turns.MOST", 10_000)

    def show(text: str) -> None:
        sent = {"language": "fr", "source_language": "en", "body": text, "source": text, "at": str(len(text) // 2)}
        assert editor.post("/en/admin/kb/article/editor/paragraph/", sent).status_code == 200

    assert dear({name: lambda s=shape: show(accepted(s)) for name, shape in FEW.items()}) == {}
