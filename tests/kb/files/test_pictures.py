"""The pictures that articles show, as files: out and in again byte for byte, and nobody's work written over."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from kb.files import check
from kb.files.load import load, preview
from kb.files.save import save
from kb.images import store
from kb.models import Article, ContentFile, Picture, ShownPicture
from kb.workflow import editions, releasing
from tests.factories import text_of

pytestmark = pytest.mark.django_db
EN = "pictures/login-screen/en.webp"
FIGURE = "Begin.\n\n   ::: figure 1\n   image: login-screen\n   caption: The window.\n   :::\n2. "


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def drawn(colour="red", kind="PNG", **options) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, kind, **options)
    return out.getvalue()


def keep(colour="red", alt="A window", language="en", key="login-screen"):
    return store.keep(content=drawn(colour), name="a.png", key=key, language=language, alt=alt)


@pytest.fixture
def shown(folder):
    """KB9001 shows a picture in English, uploaded in the admin; another picture is nowhere."""
    folder.change(folder.path(9001, "en"), "Begin.\n2. ", FIGURE)
    keep()
    keep(key="unused")
    load(folder.root)
    return folder


def forget_everything():
    """As a fresh site: no picture, no agreement, no file kept."""
    ShownPicture.objects.all().delete()
    for picture in Picture.objects.all():
        default_storage.delete(picture.file.name)
    Picture.objects.all().delete()
    ContentFile.objects.all().delete()


def html():
    return text_of(9001).html


def test_what_articles_show_is_written_with_its_alternative_text_and_nothing_else(shown):
    assert save(shown.root).done == [EN]
    assert (shown.root / EN).read_bytes() == Picture.objects.get(key="login-screen").file.read()
    assert shown.read("pictures/login-screen/en.txt") == "A window\n"
    assert [path for path in shown.everything() if "unused" in path] == []
    assert save(shown.root).done == [] and load(shown.root).done == []


def test_it_comes_in_again_byte_for_byte_and_stands_in_the_article(shown):
    save(shown.root)
    before, page = shown.everything(), html()
    forget_everything()
    report = load(shown.root)
    assert EN in report.done and report.is_clean
    picture = Picture.objects.get()
    assert (picture.alt, picture.width, picture.file.read()) == ("A window", 40, before[EN])
    assert html() == page and 'alt="A window"' in page
    assert save(shown.root).done == [] and shown.everything() == before


def test_another_picture_in_the_file_stands_in_what_was_published_before(shown):
    save(shown.root)
    (shown.root / EN).write_bytes(drawn("blue", "WEBP", lossless=True))
    shown.write("pictures/login-screen/en.txt", "Another window")
    assert load(shown.root).done == [EN]
    assert 'alt="Another window"' in html()
    assert load(shown.root).done == []


def test_a_new_alternative_text_alone_is_written_too(shown):
    save(shown.root)
    keep(alt="Said better")
    assert save(shown.root, write=False).done == [], "nobody reads it yet"
    releasing.publish(editions.find(Article.objects.get(number=9001), "en"))
    assert save(shown.root, write=False).done == [EN]
    assert shown.read("pictures/login-screen/en.txt") == "A window\n"
    save(shown.root)
    assert shown.read("pictures/login-screen/en.txt") == "Said better\n"


def test_what_both_sides_changed_is_listed_and_left_alone(shown):
    save(shown.root)
    shown.write("pictures/login-screen/en.txt", "From the file\n")
    assert save(shown.root).newer == [EN]
    keep(alt="From the admin")
    before = shown.everything()
    assert load(shown.root).conflicts == [EN]
    releasing.publish(editions.find(Article.objects.get(number=9001), "en"))
    before = shown.everything()
    assert load(shown.root).conflicts == [EN] and save(shown.root).conflicts == [EN]
    assert shown.everything() == before and Picture.objects.filter(alt="From the file").count() == 0


def test_a_picture_that_was_taken_away_here_does_not_come_back_from_its_file(shown):
    save(shown.root)
    ShownPicture.objects.all().delete()
    Picture.objects.filter(key="login-screen").delete()
    assert load(shown.root).done == []
    assert not Picture.objects.filter(key="login-screen").exists()


def test_a_file_that_is_gone_is_told_and_the_picture_stays(shown):
    save(shown.root)
    for name in ("en.webp", "en.txt"):
        shown.delete(f"pictures/login-screen/{name}")
    assert load(shown.root).vanished == [EN]
    assert Picture.objects.filter(key="login-screen").exists()


def test_looking_what_would_be_loaded_keeps_nothing(shown):
    save(shown.root)
    forget_everything()
    assert EN in preview(shown.root).done
    assert not Picture.objects.exists() and default_storage.listdir("")[1] == []


BAD = [
    ("pictures/login-screen/en.webp", b"no image", "image cannot be read"),
    ("pictures/login-screen/en.webp", drawn(), "Upload it in the admin"),
    ("pictures/login-screen/en.webp", drawn(kind="WEBP", exif=b"Exif\0\0where"), "Upload it in the admin"),
    ("pictures/login-screen/en.txt", b"", "Write one line"),
    ("pictures/login-screen/en.txt", b"Two\nlines", "Write one line"),
    ("pictures/login-screen/en.png", b"", "Only en.webp, en.txt"),
    ("pictures/Login Screen/en.webp", b"", "A folder named like login-screen"),
    ("pictures/other/fr.txt", b"Text alone", "image cannot be read"),
]


@pytest.mark.parametrize(("path", "content", "sentence"), BAD)
def test_what_is_no_picture_of_ours_is_told_with_its_file_and_the_rest_is_loaded(shown, path, content, sentence):
    save(shown.root)
    forget_everything()
    (shown.root / path).parent.mkdir(exist_ok=True)
    (shown.root / path).write_bytes(content)
    for problems in (check.problems(shown.root), load(shown.root).problems):
        assert [
            each for each in problems if sentence in each.sentence and each.path.startswith(path.rpartition("/")[0])
        ]
    assert Article.objects.filter(number=9001).exists()


@pytest.mark.django_db(databases=[])
def test_the_files_are_checked_without_a_database(folder, settings):
    folder.change(folder.path(9001, "en"), "Begin.\n2. ", FIGURE)
    assert [each for each in check.problems(folder.root) if "login-screen" in each.sentence]
    (folder.root / EN).parent.mkdir(parents=True)
    (folder.root / EN).write_bytes(drawn(kind="WEBP"))
    folder.write("pictures/login-screen/en.txt", "A window\n")
    assert not [each for each in check.problems(folder.root) if "login-screen" in each.sentence]
