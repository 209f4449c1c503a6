from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # An index is built beside a running desk, and so not in a transaction.
    atomic = False

    dependencies = [("inbox", "0031_rules_act_on_arrival")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=models.Q(pinned_at__isnull=False),
                fields=["brand", "state_since", "id"],
                name="inbox_case_pinned",
            ),
        ),
    ]
