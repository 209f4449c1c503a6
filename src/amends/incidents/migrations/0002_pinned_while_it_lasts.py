from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="pinning",
            field=models.CharField(
                choices=[("no", "no"), ("wanted", "wanted"), ("ending", "ending")],
                db_default="no",
                default="no",
                max_length=6,
            ),
        ),
    ]
