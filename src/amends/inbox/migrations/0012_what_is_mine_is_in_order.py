"""Somebody's own cases are read in the order in which answers were promised."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models



class Migration(migrations.Migration):
    """Adds the index of what people hold."""

    atomic = False

    dependencies = [("inbox", "0011_an_account_is_in_order")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                fields=["brand", "assignee", "state", "order_at", "id"],
                name="inbox_case_mine_order",
                condition=~models.Q(state="closed") & models.Q(assignee__isnull=False),
            ),
        ),
    ]
