from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kb', '0009_numbers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='signin',
            name='address_key',
            field=models.CharField(max_length=32, verbose_name='address, disguised'),
        ),
        migrations.AlterField(
            model_name='signin',
            name='name_key',
            field=models.CharField(max_length=32),
        ),
        migrations.AddIndex(
            model_name='signin',
            index=models.Index(fields=['name_key', 'kind', 'at'], name='signin_of_name'),
        ),
    ]
