"""Every alert is of a kind that we know."""

from __future__ import annotations

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Checks the rows that were there before, while the desk goes on."""

    dependencies = [("alerts", "0002_approvals_are_told_of")]

    operations = [ValidateConstraint(model_name="alert", name="alerts_alert_kind")]
