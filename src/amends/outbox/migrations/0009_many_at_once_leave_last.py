"""What is said to many at once is known, so that answers to single customers can leave before it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds whether a send is one of many."""

    dependencies = [("outbox", "0008_deeds")]

    operations = [
        migrations.AddField(
            model_name="send",
            name="in_bulk",
            field=models.BooleanField(default=False, db_default=False),
        ),
    ]
