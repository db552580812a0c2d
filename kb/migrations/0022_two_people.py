"""Whether people may publish what they saved last themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kb', '0021_facts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('two_people', models.BooleanField(default=False, help_text='Nobody publishes what they saved last themselves, be it a text, facts or a picture.', verbose_name='two people')),
            ],
            options={
                'verbose_name': 'rules of the desk',
                'verbose_name_plural': 'rules of the desk',
            },
        ),
    ]
