"""Who is told of what, and how."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from amends.tables import MakeTables


class Migration(migrations.Migration):
    """Makes the room's tables, their indexes and what guards them."""

    initial = True

    # The steps by which these tables grew: a desk that has taken them all has this one.
    replaces = [
        ('alerts', '0001_initial'),
        ('alerts', '0002_approvals_are_told_of'),
        ('alerts', '0003_the_kinds_of_alerts_are_checked'),
    ]

    dependencies = [
        ('inbox', '0001_tables'),
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='Tail',
                fields=[
                    ('name', models.CharField(max_length=20, primary_key=True, serialize=False)),
                    ('horizon', models.BigIntegerField()),
                    ('floor', models.BigIntegerField()),
                    ('next_floor', models.BigIntegerField()),
                    ('running', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                    ('rises_after', models.BigIntegerField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Alert',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('mentioned', 'mentioned'), ('assigned', 'assigned'), ('handed_over', 'handed_over'), ('team', 'team'), ('new', 'new'), ('reply', 'reply'), ('late', 'late'), ('team_late', 'team_late'), ('send', 'send'), ('approval', 'approval'), ('decided', 'decided'), ('connection', 'connection'), ('quarantine', 'quarantine')], max_length=12)),
                    ('facts', models.JSONField(default=dict)),
                    ('gather', models.CharField(default='', max_length=80)),
                    ('times', models.IntegerField(default=1)),
                    ('in_desk', models.BooleanField(default=True)),
                    ('began_at', models.DateTimeField()),
                    ('at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.case')),
                    ('user', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='AlertCause',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(max_length=120)),
                    ('at', models.DateTimeField(db_index=True)),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('user', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Manner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('zone', models.CharField(max_length=60)),
                    ('quiet_from', models.SmallIntegerField(null=True)),
                    ('quiet_until', models.SmallIntegerField(null=True)),
                    ('quiet_days', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), default=list, size=None)),
                    ('urgent_passes', models.BooleanField(default=True)),
                    ('digest_at', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), default=list, size=None)),
                    ('digest_every', models.SmallIntegerField(null=True)),
                    ('detail', models.CharField(choices=[('hidden', 'hidden'), ('names', 'names'), ('words', 'words')], default='names', max_length=6)),
                    ('mail_stopped_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='PushKey',
                fields=[
                    ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                    ('public', models.CharField(max_length=120)),
                    ('secrets', models.BinaryField()),
                    ('made_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='alerts_push_key_one')],
                },
            ),
            migrations.CreateModel(
                name='Target',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('way', models.CharField(choices=[('push', 'push'), ('mail', 'mail'), ('chat', 'chat')], max_length=4)),
                    ('name', models.CharField(default='', max_length=120)),
                    ('service', models.CharField(default='', max_length=60)),
                    ('secrets', models.BinaryField(default=bytes)),
                    ('fingerprint', models.CharField(default='', max_length=64)),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                    ('made_at', models.DateTimeField()),
                    ('paused_at', models.DateTimeField(null=True)),
                    ('wait_until', models.DateTimeField(null=True)),
                    ('failures', models.IntegerField(default=0)),
                    ('problem', models.CharField(default='', max_length=500)),
                    ('last_sent_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('queued', 'Queued'), ('sent', 'Sent'), ('failed', 'Failed'), ('dropped', 'Dropped')], default='queued', max_length=7)),
                    ('asked_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('tries', models.SmallIntegerField(default=0)),
                    ('reason', models.CharField(default='', max_length=500)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='alerts.alert')),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='alerts.target')),
                ],
            ),
            migrations.CreateModel(
                name='Wish',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('mentioned', 'mentioned'), ('assigned', 'assigned'), ('handed_over', 'handed_over'), ('team', 'team'), ('new', 'new'), ('reply', 'reply'), ('late', 'late'), ('team_late', 'team_late'), ('send', 'send'), ('approval', 'approval'), ('decided', 'decided'), ('connection', 'connection'), ('quarantine', 'quarantine')], max_length=12)),
                    ('desk', models.BooleanField()),
                    ('push', models.BooleanField()),
                    ('mail', models.CharField(choices=[('no', 'no'), ('at_once', 'at_once'), ('digest', 'digest')], max_length=8)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.AddIndex(
                model_name='alert',
                index=models.Index(fields=['brand', 'user', '-at', '-id'], name='alerts_alert_newest'),
            ),
            migrations.AddIndex(
                model_name='alert',
                index=models.Index(condition=models.Q(('read_at__isnull', True)), fields=['brand', 'user', 'kind', 'gather'], name='alerts_alert_unread'),
            ),
            migrations.AddConstraint(
                model_name='alert',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['mentioned', 'assigned', 'handed_over', 'team', 'new', 'reply', 'late', 'team_late', 'send', 'approval', 'decided', 'connection', 'quarantine'])), name='alerts_alert_kind'),
            ),
            migrations.AddConstraint(
                model_name='alertcause',
                constraint=models.UniqueConstraint(fields=('brand', 'user', 'source'), name='alerts_cause_once', nulls_distinct=False),
            ),
            migrations.AddConstraint(
                model_name='manner',
                constraint=models.UniqueConstraint(fields=('brand', 'user'), name='alerts_manner_once'),
            ),
            migrations.AddConstraint(
                model_name='manner',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('quiet_from__isnull', True), ('quiet_until__isnull', True)), models.Q(('quiet_from__gte', 0), ('quiet_from__lt', 1440), ('quiet_until__gte', 0), ('quiet_until__lt', 1440)), _connector='OR'), name='alerts_manner_quiet'),
            ),
            migrations.AddConstraint(
                model_name='manner',
                constraint=models.CheckConstraint(condition=models.Q(('detail__in', ['hidden', 'names', 'words'])), name='alerts_manner_detail'),
            ),
            migrations.AddConstraint(
                model_name='target',
                constraint=models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('brand', 'user', 'way', 'fingerprint'), name='alerts_target_once'),
            ),
            migrations.AddConstraint(
                model_name='target',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('user__isnull', True), ('way', 'chat')), models.Q(('user__isnull', False), ('way__in', ['push', 'mail'])), _connector='OR'), name='alerts_target_way'),
            ),
            migrations.AddIndex(
                model_name='notice',
                index=models.Index(condition=models.Q(('state', 'queued')), fields=['due_at'], name='alerts_notice_due'),
            ),
            migrations.AddConstraint(
                model_name='notice',
                constraint=models.UniqueConstraint(fields=('alert', 'target'), name='alerts_notice_once'),
            ),
            migrations.AddConstraint(
                model_name='notice',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sent', 'failed', 'dropped'])), name='alerts_notice_state'),
            ),
            migrations.AddConstraint(
                model_name='wish',
                constraint=models.UniqueConstraint(fields=('brand', 'user', 'kind'), name='alerts_wish_once'),
            ),
            migrations.AddConstraint(
                model_name='wish',
                constraint=models.CheckConstraint(condition=models.Q(('mail__in', ['no', 'at_once', 'digest'])), name='alerts_wish_mail'),
            ),
        ]),
    ]
