"""A connection says in which team's queue its new cases begin."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the team to the connections."""

    dependencies = [
        ("channels", "0001_initial"),
        ("staff", "0003_hours_teams_and_invitations"),
    ]

    operations = [
        migrations.AddField(
            model_name="connection",
            name="team",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="staff.team",
            ),
        ),
    ]
