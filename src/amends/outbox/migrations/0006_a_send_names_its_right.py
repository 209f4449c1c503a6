"""A send keeps the network's name of the right it is said by."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds a column that is empty for all that was said so far."""

    dependencies = [("outbox", "0005_files_go_with_sends")]

    operations = [
        migrations.AddField(
            model_name="send",
            name="tag",
            field=models.CharField(db_default="", default="", max_length=80),
        ),
    ]
