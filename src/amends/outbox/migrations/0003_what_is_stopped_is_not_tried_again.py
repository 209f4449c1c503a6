from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_moderation_with_memory"),
    ]

    operations = [
        migrations.AddField(
            model_name="send",
            name="is_stopped",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
