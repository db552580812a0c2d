
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('name', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('spent', models.PositiveIntegerField()),
                ('ends', models.FloatField(db_index=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
    ]
