"""What was written before there was a history becomes its first revisions."""

from typing import Any

from django.db import migrations

WORDS = ("title", "slug", "summary", "body", "change")


def begin(apps: Any, _schema_editor: Any) -> None:
    Article, Edition, Revision = (apps.get_model("kb", name) for name in ("Article", "Edition", "Revision"))
    names = {field.name for field in Article._meta.get_fields()}
    languages = sorted(name.removeprefix("body_") for name in names if name.startswith("body_"))
    for article in Article.objects.all():
        source = None
        for language in sorted(languages, key=lambda code: code != article.source_language):
            words = {name: getattr(article, f"{name}_{language}") or "" for name in WORDS}
            if not words["title"] and not words["body"]:
                continue
            published = getattr(article, f"published_at_{language}") is not None
            revision = Revision.objects.create(
                article=article, language=language, number=1, origin="files", source=source, **words
            )
            Edition.objects.create(
                article=article, language=language, head=revision, published=revision if published else None
            )
            if language == article.source_language:
                source = revision


class Migration(migrations.Migration):
    dependencies = [("kb", "0005_history")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop, elidable=True)]
