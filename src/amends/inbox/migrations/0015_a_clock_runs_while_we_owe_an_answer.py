"""Only a case that needs an answer has a clock."""

from __future__ import annotations

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q



class Migration(migrations.Migration):
    """Adds the rule for new rows; the next migration checks the old."""

    dependencies = [("inbox", "0014_the_blocked_are_found")]

    operations = [
        AddConstraintNotValid(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=Q(state="needs_answer") | Q(due_at__isnull=True),
                name="inbox_case_clock_runs",
            ),
        ),
    ]
