from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kb', '0030_word_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('stamp', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('numbers', models.JSONField()),
            ],
        ),
    ]
