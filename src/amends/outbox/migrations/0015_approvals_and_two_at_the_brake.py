"""What waits for a colleague is asked of them, and the brake may take two people."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds approvals, their votes, what is asked of the brake, and why something is held."""

    dependencies = [
        ("outbox", "0014_a_file_may_be_wanted_again"),
        ("staff", "0004_who_is_signed_in_where"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.AddField(
            model_name="brake",
            name="answers_leave",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="deed",
            name="held_by",
            field=models.CharField(db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="send",
            name="held_by",
            field=models.CharField(db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="send",
            name="via",
            field=models.CharField(db_default="", default="", max_length=8),
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asks", models.JSONField(default=list)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list, size=None
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("escalated_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="staff.brand",
                    ),
                ),
                (
                    "deed",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="outbox.deed",
                    ),
                ),
                (
                    "send",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="outbox.send",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("brand"),
                        models.F("asked_at"),
                        condition=models.Q(("state", "waiting")),
                        name="outbox_to_approve",
                    ),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False), ("state", "waiting")),
                        fields=["due_at"],
                        name="outbox_to_escalate",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "approved", "returned", "withdrawn"])
                        ),
                        name="outbox_approval_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deed", None), ("send__isnull", False)),
                            models.Q(("deed__isnull", False), ("send", None)),
                            _connector="OR",
                        ),
                        name="outbox_approval_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="outbox_approval_decided",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("send",),
                        name="outbox_send_asks_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("deed",),
                        name="outbox_deed_asks_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApprovalVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=10)),
                ("word", models.CharField(choices=[("yes", "Yes"), ("no", "No")], max_length=3)),
                ("comment", models.CharField(default="", max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="outbox.approval",
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="staff.brand",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("approval", "user"), name="outbox_vote_once"),
                    models.CheckConstraint(
                        condition=models.Q(("word__in", ["yes", "no"])), name="outbox_vote_word"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BrakeAsk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("pull", "Pull"), ("release", "Release")], max_length=7
                    ),
                ),
                ("reason", models.CharField(default="", max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "brake",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="outbox.brake",
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="staff.brand",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pull", "release"])),
                        name="outbox_brake_ask_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by", None),
                            models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="outbox_brake_takes_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at", None)),
                        fields=("brand", "kind"),
                        name="outbox_brake_asked_once",
                    ),
                ],
            },
        ),
    ]
