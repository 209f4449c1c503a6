"""A tag's closed cases are found without reading all closed cases; those without tags cost nothing."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds the index of closed cases' tags."""

    atomic = False

    dependencies = [("inbox", "0005_a_case_is_found_by_its_account")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=GinIndex(
                fields=["tags"],
                name="inbox_case_tags_closed",
                condition=Q(state="closed") & ~Q(tags=[]),
            ),
        ),
    ]
