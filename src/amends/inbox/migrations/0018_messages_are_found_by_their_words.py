"""What was said is found by its words. New entries wait in a list of 4 MB, so that intake writes them together."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import F, Func


class Migration(migrations.Migration):
    """Adds the index of messages' words."""

    atomic = False

    dependencies = [("inbox", "0017_words_are_folded_alike")]

    operations = [
        AddIndexConcurrently(
            model_name="message",
            index=GinIndex(
                Func(F("brand_id"), F("subject"), F("text"), function="inbox_words"),
                name="inbox_message_words",
                gin_pending_list_limit=4096,
            ),
        ),
    ]
