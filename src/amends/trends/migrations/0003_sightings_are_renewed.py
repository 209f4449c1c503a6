from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trends', '0002_spread_is_reckoned_daily'),
    ]

    operations = [
        migrations.AddField(
            model_name='habit',
            name='renewed_until',
            field=models.DateTimeField(null=True),
        ),
    ]
