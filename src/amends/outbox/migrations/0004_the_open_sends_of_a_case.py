"""What of a case is not settled is found without reading all that the case ever sent."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds the index of a case's open sends."""

    atomic = False

    dependencies = [("outbox", "0003_a_failed_send_can_be_put_away")]

    operations = [
        AddIndexConcurrently(
            model_name="send",
            index=models.Index(
                fields=["case"],
                name="outbox_open_of_case",
                condition=Q(
                    state__in=["queued", "sending", "held", "refused", "failed", "unknown"]
                ),
            ),
        ),
    ]
