"""A search reads a brand's messages from the newest back."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index of a brand's messages by time."""

    atomic = False

    dependencies = [("inbox", "0018_messages_are_found_by_their_words")]

    operations = [
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(fields=["brand", "sent_at", "id"], name="inbox_message_said"),
        ),
    ]
