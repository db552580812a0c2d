"""The facts of an article get a history of their own; what is true by now is the first revision of it."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ALIKE = ("category_id", "needed", "demo", "review_on", "source_language", "successor_id")


def begin(apps: Any, _schema_editor: Any) -> None:
    names = ("Article", "Edition", "PublishedText", "Reference", "FactsRevision", "FactsEdition")
    Article, Edition, PublishedText, Reference, FactsRevision, FactsEdition = (apps.get_model("kb", name) for name in names)
    seen = set(Edition.objects.exclude(published=None).values_list("article", flat=True))
    seen |= set(PublishedText.objects.values_list("article__pk", flat=True))
    seen |= set(Article.objects.exclude(retired_at=None).values_list("pk", flat=True))
    for article in Article.objects.prefetch_related("tags").order_by("pk").iterator(chunk_size=100):
        listed = Reference.objects.filter(source=article, position__isnull=False).order_by("position")
        revision = FactsRevision.objects.create(
            article=article,
            number=1,
            origin="files",
            tags=sorted(tag.pk for tag in article.tags.all()),
            references=list(listed.values_list("target", flat=True)),
            **{name: getattr(article, name) for name in ALIKE},
        )
        published = revision if article.pk in seen else None
        FactsEdition.objects.create(article=article, head=revision, published=published)


class Migration(migrations.Migration):

    dependencies = [
        ('kb', '0020_access_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='publicationentry',
            name='action',
            field=models.CharField(choices=[('submitted', 'submitted for review'), ('returned', 'returned to its author'), ('published', 'published'), ('unpublished', 'unpublished'), ('scheduled', 'scheduled'), ('unscheduled', 'schedule canceled'), ('expired', 'expired'), ('refused', 'not published: it has errors'), ('archived', 'archived'), ('revived', 'brought back'), ('assigned', 'assigned'), ('unassigned', 'no longer assigned'), ('facts', 'facts published')], max_length=12, verbose_name='what happened'),
        ),
        migrations.CreateModel(
            name='FactsRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('tags', models.JSONField(default=list, verbose_name='tags')),
                ('references', models.JSONField(default=list, verbose_name='references')),
                ('needed', models.PositiveSmallIntegerField(null=True, verbose_name='rank among the most needed')),
                ('demo', models.SlugField(blank=True, default='', verbose_name='practice scenario')),
                ('review_on', models.DateField(null=True, verbose_name='to be checked again on')),
                ('source_language', models.CharField(max_length=12, verbose_name='source language')),
                ('comment', models.CharField(blank=True, max_length=240, verbose_name='comment')),
                ('origin', models.CharField(choices=[('desk', 'written here'), ('files', 'content file'), ('exchange', 'translator’s file'), ('restored', 'restored')], default='desk', max_length=12, verbose_name='written in')),
                ('by_name', models.CharField(blank=True, max_length=150, verbose_name='author')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='saved')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts_revisions', to='kb.article')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kb.factsrevision')),
                ('category', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kb.category', verbose_name='category')),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kb.article', verbose_name='successor')),
            ],
            options={
                'verbose_name': 'revision of the facts',
                'verbose_name_plural': 'revisions of the facts',
                'ordering': ['article', '-number'],
            },
        ),
        migrations.CreateModel(
            name='FactsEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='kb.article')),
                ('head', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kb.factsrevision')),
                ('published', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kb.factsrevision')),
            ],
            options={
                'verbose_name': 'facts',
                'verbose_name_plural': 'facts',
            },
        ),
        migrations.AddField(
            model_name='publicationentry',
            name='facts',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kb.factsrevision', verbose_name='facts'),
        ),
        migrations.AddConstraint(
            model_name='factsrevision',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='one_facts_revision_number'),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=True),
    ]
