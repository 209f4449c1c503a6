"""The rule of the clocks holds for every row."""

from __future__ import annotations

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations



class Migration(migrations.Migration):
    """Checks the rows that were there before the rule."""

    dependencies = [("inbox", "0015_a_clock_runs_while_we_owe_an_answer")]

    operations = [
        ValidateConstraint(model_name="case", name="inbox_case_clock_runs"),
    ]
