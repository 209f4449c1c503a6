from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trends', '0003_sightings_are_renewed'),
    ]

    operations = [
        migrations.AddField(
            model_name='spike',
            name='is_bombing',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='spike',
            name='low',
            field=models.IntegerField(db_default=0, default=0),
        ),
    ]
