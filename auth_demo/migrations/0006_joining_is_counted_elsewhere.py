from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('auth_demo', '0005_pairing'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='sandbox',
            name='sandbox_opened_from',
        ),
    ]
