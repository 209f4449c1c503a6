"""The queue is read in the order in which answers were promised."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models



class Migration(migrations.Migration):
    """Adds the index of the brand's lists."""

    atomic = False

    dependencies = [("inbox", "0009_order_follows_the_clock")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                fields=["brand", "state", "order_at", "id"], name="inbox_case_order"
            ),
        ),
    ]
