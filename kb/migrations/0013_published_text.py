"""What readers see gets a row for each article and language; the article's columns are the editors' newest words from now on."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

WORDS = ("title", "slug", "summary", "body")
TEXTS = (*WORDS, "change", "html", "digest")


def begin(apps: Any, _schema_editor: Any) -> None:
    Article, Edition, PublishedText = (apps.get_model("kb", name) for name in ("Article", "Edition", "PublishedText"))
    names = {field.name for field in Article._meta.get_fields()}
    languages = sorted(name.removeprefix("body_") for name in names if name.startswith("body_"))
    for article in Article.objects.iterator(chunk_size=100):
        for language in languages:
            if getattr(article, f"published_at_{language}"):
                PublishedText.objects.create(article=article, language=language, **shown(article, language))
    newer = Edition.objects.exclude(published=None).exclude(head=models.F("published"))
    for edition in newer.select_related("article", "head").iterator(chunk_size=100):
        written = [f"{name}_{edition.language}" for name in WORDS]
        if edition.language == settings.LANGUAGE_CODE:
            written += WORDS
        for name in written:
            setattr(edition.article, name, getattr(edition.head, name.partition("_")[0]) or None)
        edition.article.save(update_fields=written)


def shown(article: Any, language: str) -> dict[str, Any]:
    def column(name: str) -> Any:
        return getattr(article, f"{name}_{language}")

    return {
        **{name: column(name) or "" for name in TEXTS},
        "published_at": column("published_at"),
        "updated_at": column("updated_at") or column("published_at"),
        "outline": column("outline") or [],
        "passages": column("passages") or [],
        "anchors": column("anchors"),
        "stale": column("stale"),
    }


class Migration(migrations.Migration):

    dependencies = [
        ('kb', '0012_search_log'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(db_column='number', db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='published_texts', to='kb.article', to_field='number')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('title', models.CharField(blank=True, max_length=160, verbose_name='title')),
                ('slug', models.CharField(blank=True, max_length=120, verbose_name='slug')),
                ('summary', models.CharField(blank=True, max_length=320, verbose_name='summary')),
                ('change', models.CharField(blank=True, max_length=240, verbose_name='what changed')),
                ('published_at', models.DateTimeField(verbose_name='published')),
                ('updated_at', models.DateTimeField(verbose_name='last meaningful change')),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('stale', models.JSONField(null=True)),
                ('outline', models.JSONField(default=list)),
                ('passages', models.JSONField(default=list)),
                ('anchors', models.JSONField(null=True)),
                ('html', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'published text',
                'verbose_name_plural': 'published texts',
            },
        ),
        migrations.AddIndex(
            model_name='publishedtext',
            index=models.Index(fields=['language', '-updated_at', 'article'], name='published_text_changed'),
        ),
        migrations.AddConstraint(
            model_name='publishedtext',
            constraint=models.UniqueConstraint(fields=('article', 'language'), name='one_published_text'),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=True),
    ]
