"""The index of the order in which sends once left is needed no more."""

from __future__ import annotations

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    """Removes the old index of a lane."""

    atomic = False

    dependencies = [("outbox", "0010_the_next_of_a_lane")]

    operations = [RemoveIndexConcurrently(model_name="send", name="outbox_due")]
