from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds two kinds; rows that were there before kept a narrower rule, so none need be checked."""

    dependencies = [
        ('alerts', '0001_tables'),
        ('inbox', '0030_how_far_messages_spread'),
        ('staff', '0001_tables'),
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
            field=models.CharField(choices=[('mentioned', 'mentioned'), ('assigned', 'assigned'), ('handed_over', 'handed_over'), ('team', 'team'), ('new', 'new'), ('reply', 'reply'), ('late', 'late'), ('team_late', 'team_late'), ('send', 'send'), ('approval', 'approval'), ('decided', 'decided'), ('connection', 'connection'), ('quarantine', 'quarantine'), ('spike', 'spike'), ('spread', 'spread')], max_length=12),
        ),
        migrations.AlterField(
            model_name='wish',
            name='kind',
            field=models.CharField(choices=[('mentioned', 'mentioned'), ('assigned', 'assigned'), ('handed_over', 'handed_over'), ('team', 'team'), ('new', 'new'), ('reply', 'reply'), ('late', 'late'), ('team_late', 'team_late'), ('send', 'send'), ('approval', 'approval'), ('decided', 'decided'), ('connection', 'connection'), ('quarantine', 'quarantine'), ('spike', 'spike'), ('spread', 'spread')], max_length=12),
        ),
        AddConstraintNotValid(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['mentioned', 'assigned', 'handed_over', 'team', 'new', 'reply', 'late', 'team_late', 'send', 'approval', 'decided', 'connection', 'quarantine', 'spike', 'spread'])), name='alerts_alert_kind'),
        ),
    ]
