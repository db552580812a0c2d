"""Every file below content/ and static/audio: each mistake is named, and none takes a page down."""

import json
import logging
import shutil
from pathlib import Path

import pytest
from django.conf import settings as site
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from auth_demo.scenarios import load
from kb.base import kept
from kb.files import check

AUDIO = site.BASE_DIR / kept.AUDIO
NUMBERS = {int(folder.name[2:]) for folder in (site.CONTENT_DIR / "articles").glob("KB*")} | {3234, 2342}
SEARCHES = ["/en/search/?q=the card", "/fr/search/?q=comment recevoir un SMS", "/api/v1/search?lang=en&q=the card"]
PAGES = {  # what reads each file
    "choose.yaml": ["/en/", "/fr/choose/", "/en/choose/?q=card.keys.log-in", "/en/search/?q=nothing"],
    "synonyms.yaml": SEARCHES,
    "stopwords.yaml": SEARCHES,
    "clips.yaml": ["/en/practice/voice/", "/fr/practice/voice/data.json"],
}
# By file: a mistake for each thing that it says, as (what is there, what is there then).
SPOILT = {
    "choose.yaml": [
        ("- id: hand", "- ident: hand"),
        ("  - id: phone\n", "  - id: card\n"),
        ("    next: which-card\n", "    next: nowhere\n"),
        ("    next: which-card\n", ""),
        ("    article: 2895", "    article: KB2895"),
        ("    article: 2895", "    article: 7777"),
        ("      en: My phone", "      eng: My phone"),
        ("  answers:\n", "  answer:\n"),
    ],
    "synonyms.yaml": [
        ("en:\n", "en: [[\n"),
        ("en:\n", "english:\n"),
        ("- [phone, mobile", "- [phone, {a: b}, mobile"),
    ],
    "stopwords.yaml": [("en: [", "en: [["), ("fr: [", "en: ["), ("en: [a,", "en: {a: b}\nx: [a,")],
    "glossary.yaml": [
        ("rule: keep", "rule: kept"),
        ("labels:\n", "label:\n"),
        ("terms:\n", "terms: 5\nmore:\n"),
        ("  fr: [Portail Client]\n", ""),
    ],
    "categories.yaml": [("- key: overview", "- kez: overview"), ("  name:\n", "  name: &a\n")],
    "tags.yaml": [("- key:", "key:"), ("    fr:", "    de:")],
    "snippets.yaml": [
        ("- id: client-services", "- ident: client-services"),
        ("  text:\n", "  words:\n"),
        ("- id: client-services", "- id: Client Services"),
    ],
    "elsewhere.yaml": [("- number: ", "- number: x")],
    "redirects.yaml": [
        ("- from: ", "- form: "),
        ("  to: KB9006", "  to: nowhere at all"),
        ("  since: 2026", "  since: soon 2026"),
    ],
    "demos/dsc-plus.yaml": [("id: dsc-plus", "id: dsc"), ("article: 3422", "article: x"), ("steps:\n", "stepz:\n")],
    "clips.yaml": [
        ("  greeting:", "  greting:"),
        ("    fr: Votre code est\n", ""),
        ("clips:\n", "clip:\n"),
        ("speed: 88", "speed: quick"),
        ('  digit-3: {en: "3", fr: "3"}\n', ""),
        ("voices:\n", "voices: [\n"),
    ],
}
ANYWHERE = {
    "empty": lambda content: b"",
    "another encoding": lambda content: content + "# é\n".encode("latin-1"),
    "a control character": lambda content: content + b"# \x00\n",
    "another shape": lambda content: b"just words\n",
    "an open bracket": lambda content: content + b"\n- [\n",
    "a second document": lambda content: content + b"---\na: b\n",
    "an alias": lambda content: content + b"\n- *a\n",
    "too deep": lambda content: b"[" * 100_000,
}
CASES = [(name, f"{old.strip()} → {new.strip()}") for name, pairs in SPOILT.items() for old, new in pairs]
CASES += [(name, kind) for name in SPOILT for kind in ANYWHERE]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """All files that people write, to be spoilt and put right again."""
    root = tmp_path_factory.mktemp("site")
    (root / "content/demos").mkdir(parents=True)
    for name in ("dsc-plus.yaml", "voice.yaml"):  # each takes a while to read
        shutil.copy(site.CONTENT_DIR / "demos" / name, root / "content/demos")
    for file in site.CONTENT_DIR.glob("*.*"):
        shutil.copy(file, root / "content")
    shutil.copytree(AUDIO, root / "audio")
    return root


@pytest.fixture
def spoil(copy):
    """Spoil a file in one of the ways above; it is put right afterwards."""
    before = {}

    def spoil(name, how):
        file = copy / ("audio" if name == "clips.yaml" else "content") / name
        before[file] = file.read_bytes()
        file.write_bytes(_spoilt(before[file], name, how))
        return file

    yield spoil
    for file, content in before.items():
        file.write_bytes(content)


def _spoilt(content, name, how):
    if how in ANYWHERE:
        return ANYWHERE[how](content)
    old, new = next(pair for pair in SPOILT[name] if f"{pair[0].strip()} → {pair[1].strip()}" == how)
    text = content.decode()
    assert old in text, f"{name} has changed: {old!r}"
    return text.replace(old, new, 1).encode()


@pytest.fixture
def told(copy):
    """What check_content says, but of the articles, whose rendering takes long."""

    def told():
        content = copy / "content"
        return [*check.read(content).problems, *check.kept_files(content, NUMBERS), *check.sounds(copy / "audio")]

    return told


def lines(found):
    return [str(problem) for problem in found]


@pytest.mark.parametrize(("name", "how"), CASES)
def test_check_content_names_the_file_and_the_line(spoil, told, name, how):
    file = spoil(name, how)
    where = f"{kept.AUDIO}/{name}" if name == "clips.yaml" else name
    found = [each for each in told() if each.path == where and each.blocks]
    assert found, f"nobody says what is wrong with {name}"
    assert all(1 <= each.line <= file.read_bytes().count(b"\n") + 1 for each in found)


def test_the_command_says_all_of_it(spoil, copy, capsys):
    for name in ("choose.yaml", "demos/dsc-plus.yaml"):
        spoil(name, "an open bracket")
    with pytest.raises(CommandError):
        call_command("check_content", dir=copy / "content")
    said = capsys.readouterr().out
    assert "choose.yaml:" in said and "demos/dsc-plus.yaml:" in said


def test_the_files_of_this_site_are_in_order(told):
    assert lines(told()) == []


def test_a_mistake_is_told_on_its_own_line(spoil, told):
    file = spoil("choose.yaml", "next: which-card → next: nowhere")
    number = next(n for n, line in enumerate(file.read_text().split("\n"), 1) if line == "  - id: card")
    assert f"choose.yaml:{number}: card: there is no question nowhere" in lines(told())


@pytest.mark.parametrize(
    "path", ["choice.yaml", "notes.txt", "demos/dsc-plus.yml", "demos/old/dsc.yaml", "more/tags.yaml"]
)
def test_a_file_that_nobody_reads_is_told(copy, told, path):
    file = copy / "content" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text("x")
    try:
        assert f"{path}:1: Nothing reads a file of this name." in lines(told())
    finally:
        file.unlink()


@pytest.mark.parametrize("path", ["en/digit-10.mp3", "clip.yaml", "en/digit-1.wav"])
def test_a_sound_that_no_clip_names_is_told(copy, told, path):
    file = copy / "audio" / path
    file.write_bytes(b"x")
    try:
        assert any(each.startswith(f"{kept.AUDIO}/{path}:1: ") for each in lines(told()))
    finally:
        file.unlink()


def test_a_clip_without_its_sound_is_told(copy, told):
    file = copy / "audio/fr/again.mp3"
    content = file.read_bytes()
    file.unlink()
    try:
        assert lines(told()) == [f"{kept.AUDIO}/fr/again.mp3:1: clips.yaml names this clip: run script/audio"]
    finally:
        file.write_bytes(content)


def test_files_that_editors_leave_behind_are_nobodys_business(copy, told):
    for name in (".choose.yaml.swp", "demos/.DS_Store"):
        (copy / "content" / name).write_text("x")
    assert lines(told()) == []


# A running site ---------------------------------------------------------------------------------------------------


@pytest.fixture
def running(copy, settings, tmp_path, monkeypatch):
    """A site over a copy of the files that no process has read yet."""
    root = tmp_path / "running"
    shutil.copytree(copy, root)
    settings.CONTENT_DIR = root / "content"
    settings.STATICFILES_DIRS = [root / "static"]
    (root / "static").mkdir()
    (root / "audio").rename(root / "static/audio")
    before = load._current
    yield root
    load._current = before


def place(root, name):
    return root / ("static/audio" if name == "clips.yaml" else "content") / name


RUNNING = [(name, how) for name, how in CASES if name in PAGES and "7777" not in how]  # a draft may be pointed at


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "how"), RUNNING)
def test_a_site_that_starts_with_a_broken_file_serves_every_page(client, running, name, how):
    file = place(running, name)
    file.write_bytes(_spoilt(file.read_bytes(), name, how))
    assert {page: client.get(page).status_code for page in PAGES[name]} == dict.fromkeys(PAGES[name], 200)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "how"), RUNNING)
def test_a_running_site_keeps_what_a_file_said_before_it_broke(client, running, name, how):
    before = {page: client.get(page) for page in PAGES[name]}
    file = place(running, name)
    file.write_bytes(_spoilt(file.read_bytes(), name, how))
    assert kept.complaints()
    after = {page: client.get(page) for page in PAGES[name]}
    assert {page: answer.status_code for page, answer in after.items()} == dict.fromkeys(PAGES[name], 200)
    for page in before:
        if "practice" not in page or "json" in page:  # a page with a form has another token each time
            assert after[page].content == before[page].content


def _clips(client):
    return client.get("/en/practice/voice/data.json").json()["scenario"]["clips"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*SPOILT])
def test_readyz_says_what_is_broken_and_stays_ready(client, running, name):
    file = place(running, name)
    file.write_text("just words\n")
    load.read.cache_clear()  # as in a process that starts
    load.configure(running / "content/demos", [code for code, _name in site.LANGUAGES])
    answer = client.get("/readyz")
    told = json.loads(answer.content).get("complaints", [])
    if name in ("categories.yaml", "tags.yaml", "elsewhere.yaml"):  # the database holds them; load_content tells
        assert told == []
    else:
        folder = kept.AUDIO if name == "clips.yaml" else kept.CONTENT
        assert [each.split(":")[0] for each in told] == [f"{folder}/{name}"] * len(told) and told
    assert "reason" not in answer.json() or "search" in answer.json()["reason"]


@pytest.mark.django_db
def test_a_site_whose_files_are_in_order_complains_of_nothing(client, running):
    assert "complaints" not in client.get("/readyz").json()


@pytest.mark.django_db
def test_a_code_can_be_told_by_voice_although_its_clips_cannot_be_read(client, running):
    place(running, "clips.yaml").write_text("[")
    clips = _clips(client)
    assert {clips[f"digit-{digit}"]["text"] for digit in "0123456789"} == set("0123456789")


@pytest.mark.django_db
def test_the_editors_desk_works_without_its_glossary(client, running, caplog):
    from tests.factories import make_article

    article = make_article(3422, history=True)
    (running / "content/glossary.yaml").write_text("terms: 5\n")
    client.force_login(User.objects.create_superuser("root"))
    with caplog.at_level(logging.ERROR):
        assert client.get(f"/en/admin/kb/article/{article.pk}/text/fr/").status_code == 200
        sent = {"language": "fr", "number": 3422, "title": "T", "summary": "S", "body": "Le code."}
        assert client.post("/en/admin/kb/article/editor/preview/", sent).status_code == 200
    assert sum("glossary.yaml is broken" in message for message in caplog.messages) == 1


def test_everything_that_is_read_at_run_time_has_a_keeper():
    """A new file that pages read is kept, or its mistakes take them down again."""
    patterns = {
        (keeper.folder, *keeper.patterns) for folder in (kept.CONTENT, kept.AUDIO) for keeper in kept.keepers(folder)
    }
    assert patterns == {
        (kept.CONTENT, "choose.yaml"),
        (kept.CONTENT, "synonyms.yaml"),
        (kept.CONTENT, "stopwords.yaml"),
        (kept.CONTENT, "glossary.yaml"),
        (kept.CONTENT, "snippets.yaml"),
        (kept.CONTENT, "redirects.yaml"),
        (kept.CONTENT, "broker.yaml"),
        (kept.CONTENT, "demos/*.yaml"),
        (kept.AUDIO, "clips.yaml", "*/*.mp3"),
    }
    apart = [
        path.relative_to(site.BASE_DIR).as_posix()
        for app in ("kb", "auth_demo")
        for path in Path(site.BASE_DIR, app).rglob("*.py")
        if "\nimport yaml\n" in path.read_text()
    ]
    assert sorted(apart) == ["kb/base/places.py", "kb/files/lists/slices.py", "kb/files/yamltext.py"]
