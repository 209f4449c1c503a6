"""The lists of one account are found by an index of their own, made without stopping the intake."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index that a list filtered by account reads."""

    atomic = False

    dependencies = [("inbox", "0004_an_answer_can_turn_out_to_be_none")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                fields=["connection", "state", "state_since", "id"], name="inbox_case_account"
            ),
        ),
    ]
