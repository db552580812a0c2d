"""Puts every vector of tests/vectors/xss.json wherever somebody may write, in the data of a site: `python -m tests.browser.planting FOLDER`.

Prints in JSON the addresses where they are then shown.
"""

import json
import shutil
import sys
from pathlib import Path

import django
import polib

ROOT = Path(__file__).resolve().parents[2]
VECTORS = json.loads((ROOT / "tests/vectors/xss.json").read_text())
FIRST = 9400
ALL = "\n\n".join(VECTORS)


def articles():
    """One for each vector, in all that an editor writes of it; the first has all of them in its body, its questions and its tags."""
    from kb.models import Article, Category, Tag
    from tests.factories import make_article

    category, _made = Category.objects.get_or_create(
        key="vectors", defaults={"name_en": VECTORS[14], "name_fr": VECTORS[15]}
    )
    category.summary_en = category.summary_fr = "".join(VECTORS[14:18])[:240]
    category.save()
    for number, vector in enumerate(VECTORS):
        line = " ".join(vector.split())
        texts = {
            f"{name}_{code}": line[:most]
            for code in ("en", "fr")
            for name, most in (("title", 120), ("summary", 240))
        }
        texts |= {f"change_{code}": line for code in ("en", "fr")} | {
            "body_en": f"## H {{#h}}\n\n{vector}",
            "body_fr": vector,
        }
        if number == 0:
            texts |= {"body_en": ALL, "body_fr": ALL}
        make_article(FIRST + number, category="vectors", history=True, **texts)
        Tag.objects.update_or_create(key=f"v{number}", defaults={"name_en": line[:80], "name_fr": line[:80]})
    Article.objects.get(number=FIRST).tags.set(Tag.objects.filter(key__startswith="v"))


def desk(folder: Path):
    """Drafts, threads, searches, translations and a file; how many of the translations came in."""
    from django.contrib.auth.models import User
    from django.core.management import CommandError, call_command

    from kb.models import Edition
    from kb.search import failures, log
    from kb.workflow import drafts, threads

    person = User.objects.filter(is_superuser=True).first()
    User.objects.filter(pk=person.pk).update(first_name=VECTORS[14], last_name=VECTORS[15])
    edition = Edition.objects.get(article__number=FIRST, language="fr")
    draft = drafts.Draft(**edition.head.words | {"short": VECTORS[14][:60], "questions": VECTORS[:8]})
    drafts.save(edition.article, "fr", draft, based_on=edition.head, by=person)
    for vector in VECTORS:
        threads.begin(edition, vector, by=person)
        failures.record(vector, "en", whose=vector)
        log.asked(vector, "en", whose=vector)
    came_back = 0
    for form in ("po", "xlf"):
        out = folder / f"out.{form}"
        call_command("export_translation", f"KB{FIRST + 1}", "fr", str(out), verbosity=0)
        fill(out)
        try:
            call_command("import_translation", f"KB{FIRST + 1}", "fr", str(out), verbosity=0)
            came_back += 1
        except CommandError as refused:
            print(refused, file=sys.stderr)
    head = (ROOT / "content/articles/KB3422/en.md").read_text().split("---\n")[1]
    file = folder / f"articles/KB{FIRST + 900}/en.md"
    file.parent.mkdir(parents=True)
    lines = [
        f"title: {json.dumps(VECTORS[14])}"
        if each.startswith("title:")
        else f"number: {FIRST + 900}"
        if each.startswith("number:")
        else each
        for each in head.splitlines()
    ]
    file.write_text("---\n" + "\n".join(lines) + "\n---\n\n" + ALL)
    for name in ("categories.yaml", "tags.yaml", "elsewhere.yaml"):
        shutil.copy(ROOT / "content" / name, folder)
    call_command("load_content", dir=folder, verbosity=0)
    return came_back


def fill(path: Path):
    """Every translation of a file is a vector."""
    if path.suffix == ".po":
        file = polib.pofile(path)
        for number, entry in enumerate(file):
            entry.msgstr = VECTORS[number]
        file.save()
        return
    from xml.sax.saxutils import escape

    made = iter(VECTORS)
    text = path.read_text()
    parts = text.split("</source>")
    path.write_text(
        "".join(
            f"{part}</source><target>{escape(next(made))}</target>" if at < len(parts) - 1 else part
            for at, part in enumerate(parts)
        )
    )


def classes():
    from auth_demo.classroom import joining, opening
    from auth_demo.verifier.outcome import Refused
    from auth_demo.web import class_addresses

    setup = opening.Setup(["dsc-plus"], language="en")
    opened = opening.open_class(setup, trainer=VECTORS[14])
    seats = []
    for vector in VECTORS:
        opening.save_plan(setup, title=vector, trainer=vector)
        try:
            seats.append(joining.join(opened.classroom.code, nickname=vector[:24]).participant.pk)
        except Refused:
            continue  # a nickname may be refused, and most are
    results = [class_addresses.results(each, "en").partition("/en/")[2] for each in seats[:3]]
    at = f"/en/class/{opened.classroom.pk}"
    return [f"{at}/board/#{opened.token}", f"{at}/wall/", f"{at}/handout/", *(f"/en/{each}" for each in results)]


def main(folder: Path) -> None:
    django.setup()
    articles()
    came_back = desk(folder)
    from kb.models import Article

    first = Article.objects.get(number=FIRST).pk
    print(json.dumps({"classes": classes(), "translations": came_back, "article": first}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
