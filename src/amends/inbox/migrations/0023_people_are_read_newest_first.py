"""A page of a brand's people is read by index, however many people other brands have."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index of people by brand."""

    atomic = False

    dependencies = [("inbox", "0022_people_are_found_by_parts_of_names")]

    operations = [
        AddIndexConcurrently(
            model_name="person",
            index=models.Index(
                fields=["brand", "id"],
                name="inbox_person_newest",
                condition=models.Q(merged_into__isnull=True),
            ),
        ),
    ]
