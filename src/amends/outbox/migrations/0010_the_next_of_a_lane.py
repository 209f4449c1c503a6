"""The next send of a lane is found in the order in which they leave."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds the index by which a lane is read."""

    atomic = False

    dependencies = [("outbox", "0009_many_at_once_leave_last")]

    operations = [
        AddIndexConcurrently(
            model_name="send",
            index=models.Index(
                fields=["connection", "in_bulk", "not_before", "id"],
                name="outbox_next",
                condition=Q(state="queued"),
            ),
        ),
    ]
