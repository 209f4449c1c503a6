"""Who is asked for a yes is told of it, and so is who waits for one."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the kinds; the rule that knows them is checked by the next migration."""

    dependencies = [
        ('alerts', '0001_initial'),
        ("inbox", "0028_what_matters_stands_first"),
        ('staff', '0004_who_is_signed_in_where'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='alert',
            name='alerts_alert_kind',
        ),
        migrations.AlterField(
            model_name='alert',
            name='kind',
            field=models.CharField(choices=[('mentioned', 'mentioned'), ('assigned', 'assigned'), ('handed_over', 'handed_over'), ('team', 'team'), ('new', 'new'), ('reply', 'reply'), ('late', 'late'), ('team_late', 'team_late'), ('send', 'send'), ('approval', 'approval'), ('decided', 'decided'), ('connection', 'connection'), ('quarantine', 'quarantine')], max_length=12),
        ),
        migrations.AlterField(
            model_name='wish',
            name='kind',
            field=models.CharField(choices=[('mentioned', 'mentioned'), ('assigned', 'assigned'), ('handed_over', 'handed_over'), ('team', 'team'), ('new', 'new'), ('reply', 'reply'), ('late', 'late'), ('team_late', 'team_late'), ('send', 'send'), ('approval', 'approval'), ('decided', 'decided'), ('connection', 'connection'), ('quarantine', 'quarantine')], max_length=12),
        ),
        AddConstraintNotValid(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['mentioned', 'assigned', 'handed_over', 'team', 'new', 'reply', 'late', 'team_late', 'send', 'approval', 'decided', 'connection', 'quarantine'])), name='alerts_alert_kind'),
        ),
    ]
