"""The cases of a connection are read in the order in which answers were promised."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models



class Migration(migrations.Migration):
    """Adds the index of a connection's lists."""

    atomic = False

    dependencies = [("inbox", "0010_the_queue_is_in_order")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                fields=["connection", "state", "order_at", "id"], name="inbox_case_account_order"
            ),
        ),
    ]
