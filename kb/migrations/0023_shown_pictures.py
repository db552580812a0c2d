"""Which version of each picture readers see: what was shown until now, the newest one."""

import re
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

NAMED = re.compile(r"^\s*image:[ \t]*([a-z0-9-]+)[ \t]*$", re.MULTILINE)


def begin(apps: Any, _schema_editor: Any) -> None:
    PublishedText, Picture, ShownPicture = (apps.get_model("kb", name) for name in ("PublishedText", "Picture", "ShownPicture"))
    newest: dict[str, dict[str, Any]] = {}
    for picture in Picture.objects.order_by("uploaded_at", "id"):
        known = newest.setdefault(picture.key, {})
        known.pop(picture.language, None)
        known[picture.language] = picture  # the newest of any language comes last
    for text in PublishedText.objects.only("language", "body").iterator(chunk_size=100):
        for key in dict.fromkeys(NAMED.findall(text.body)):
            variants = newest.get(key)
            if variants:
                shown = variants.get(text.language) or list(variants.values())[-1]
                ShownPicture.objects.create(text=text, picture=shown)


class Migration(migrations.Migration):

    dependencies = [
        ('kb', '0022_two_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShownPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shown', to='kb.picture')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='kb.publishedtext')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('text', 'picture'), name='one_shown_picture')],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=True),
    ]
