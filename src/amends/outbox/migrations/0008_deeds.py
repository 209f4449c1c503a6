"""What is done to what stands on the network: edits, deletions, hiding, likes."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

_STATES = ["queued", "doing", "done", "held", "refused", "failed", "unknown", "put_away"]


def _to(model: str, on_delete: object, **more: object) -> models.ForeignKey:
    return models.ForeignKey(to=model, on_delete=on_delete, **more)


class Migration(migrations.Migration):
    """Adds the table of deeds."""

    dependencies = [
        ("channels", "0001_initial"),
        ("inbox", "0023_people_are_read_newest_first"),
        ("outbox", "0007_a_send_may_be_a_template"),
        ("staff", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Deed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                (
                    "state",
                    models.CharField(
                        choices=[(each, each.replace("_", " ").title()) for each in _STATES],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("text", models.TextField(default="")),
                ("reason", models.CharField(default="", max_length=500)),
                ("trouble", models.TextField(default="")),
                ("tries", models.SmallIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    _to(
                        settings.AUTH_USER_MODEL,
                        django.db.models.deletion.SET_NULL,
                        null=True,
                        related_name="+",
                    ),
                ),
                ("brand", _to("staff.brand", django.db.models.deletion.CASCADE, related_name="+")),
                (
                    "case",
                    _to(
                        "inbox.case",
                        django.db.models.deletion.PROTECT,
                        null=True,
                        related_name="deeds",
                    ),
                ),
                (
                    "connection",
                    _to("channels.connection", django.db.models.deletion.PROTECT, related_name="+"),
                ),
                (
                    "message",
                    _to("inbox.message", django.db.models.deletion.CASCADE, related_name="deeds"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        F("brand"),
                        F("state_since"),
                        condition=Q(state__in=["held", "refused", "failed", "unknown"]),
                        name="outbox_deed_unsettled",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state__in=_STATES), name="outbox_deed_state"
                    ),
                    models.CheckConstraint(
                        condition=Q(("done_at__isnull", False), ("state", "done"))
                        | (~Q(state="done") & Q(done_at__isnull=True)),
                        name="outbox_deed_done_at",
                    ),
                    models.UniqueConstraint(
                        condition=Q(state__in=["queued", "doing", "held"]),
                        fields=("message", "kind"),
                        name="outbox_deed_once",
                    ),
                ],
            },
        ),
    ]
