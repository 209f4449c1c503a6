"""A spreadsheet is read in by hand: the file, what its columns hold, how far it is."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0004_asking_an_owner"),
        ("listening", "0006_people_ask_to_be_erased"),
        ("staff", "0004_who_is_signed_in_where"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("body", models.BinaryField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("running", "Running"),
                            ("stopped", "Stopped"),
                            ("done", "Done"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("encoding", models.CharField(max_length=20)),
                ("delimiter", models.CharField(max_length=1)),
                ("plan", models.JSONField(default=dict)),
                ("is_live", models.BooleanField(default=False)),
                ("total", models.IntegerField()),
                ("at", models.IntegerField(default=0)),
                ("stored", models.IntegerField(default=0)),
                ("duplicate", models.IntegerField(default=0)),
                ("bad", models.IntegerField(default=0)),
                ("problems", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="staff.brand",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "connection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="channels.connection",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["connection", "-id"], name="listening_sheet_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "running", "stopped", "done"])),
                        name="listening_sheet_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "at",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("stored"), "+", models.F("duplicate")
                                    ),
                                    "+",
                                    models.F("bad"),
                                ),
                            )
                        ),
                        name="listening_sheet_balance",
                    ),
                ],
            },
        ),
    ]
