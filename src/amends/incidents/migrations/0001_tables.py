"""Incidents, who is affected and who was told."""

from __future__ import annotations

import amends.incidents.rules.ledger
import amends.incidents.rules.words
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from amends.tables import MakeTables


class Migration(migrations.Migration):
    """Makes the room's tables, their indexes and what guards them."""

    initial = True

    # The steps by which these tables grew: a desk that has taken them all has this one.
    replaces = [
        ('incidents', '0001_initial'),
        ('incidents', '0002_who_is_alike_and_who_was_told'),
        ('incidents', '0003_a_worker_is_seen'),
    ]

    dependencies = [
        ('channels', '0001_tables'),
        ('inbox', '0001_tables'),
        ('outbox', '0001_tables'),
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='Incident',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('request_key', models.CharField(max_length=200)),
                    ('title', models.CharField(max_length=160)),
                    ('template', models.CharField(choices=[('site_down', 'site_down'), ('shipping_delay', 'shipping_delay'), ('long_waits', 'long_waits'), ('recall', 'recall'), ('data_problem', 'data_problem'), ('closed_today', 'closed_today'), ('other', 'other')], default=amends.incidents.rules.words.Template['OTHER'], max_length=16)),
                    ('severity', models.CharField(choices=[('minor', 'minor'), ('major', 'major'), ('critical', 'critical')], default=amends.incidents.rules.words.Severity['MAJOR'], max_length=10)),
                    ('state', models.CharField(choices=[('investigating', 'investigating'), ('identified', 'identified'), ('watching', 'watching'), ('resolved', 'resolved')], default=amends.incidents.rules.words.IncidentState['INVESTIGATING'], max_length=14)),
                    ('state_since', models.DateTimeField()),
                    ('services', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None)),
                    ('areas', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None)),
                    ('source', models.CharField(choices=[('hand', 'hand'), ('cases', 'cases'), ('search', 'search'), ('spike', 'spike'), ('api', 'api'), ('monitor', 'monitor')], default=amends.incidents.rules.words.Source['HAND'], max_length=8)),
                    ('origin', models.CharField(blank=True, default='', max_length=1000)),
                    ('opened_at', models.DateTimeField()),
                    ('next_update_at', models.DateTimeField(null=True)),
                    ('resolve_proposed_at', models.DateTimeField(null=True)),
                    ('resolved_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='AffectedCase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('how', models.CharField(choices=[('hand', 'hand'), ('search', 'search'), ('automatic', 'automatic')], max_length=10)),
                    ('score', models.FloatField(null=True)),
                    ('attached_at', models.DateTimeField()),
                    ('detached_at', models.DateTimeField(null=True)),
                    ('attached_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.case')),
                    ('detached_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='affected', to='incidents.incident')),
                ],
            ),
            migrations.CreateModel(
                name='IncidentUpdate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('investigating', 'investigating'), ('identified', 'identified'), ('watching', 'watching'), ('resolved', 'resolved')], max_length=14)),
                    ('text', models.TextField()),
                    ('language', models.CharField(default='en', max_length=8)),
                    ('translations', models.JSONField(default=dict)),
                    ('at', models.DateTimeField()),
                    ('next_update_at', models.DateTimeField(null=True)),
                    ('promised_at', models.DateTimeField(null=True)),
                    ('is_correction', models.BooleanField(default=False)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='incidents.incident')),
                ],
            ),
            migrations.CreateModel(
                name='IncidentNotice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('told', 'told'), ('put_away', 'put_away')], default=amends.incidents.rules.words.NoticeState['DRAFT'], max_length=10)),
                    ('texts', models.JSONField(default=dict)),
                    ('language', models.CharField(default='en', max_length=8)),
                    ('content_warning', models.CharField(blank=True, default='', max_length=200)),
                    ('plan', models.JSONField(default=dict)),
                    ('uploads', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('is_correction', models.BooleanField(default=False)),
                    ('written_at', models.DateTimeField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='incidents.incident')),
                    ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('update', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notice', to='incidents.incidentupdate')),
                ],
            ),
            migrations.CreateModel(
                name='Broadcast',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('answer', 'answer'), ('closing', 'closing')], max_length=8)),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('running', 'running'), ('cancelled', 'cancelled'), ('done', 'done')], default=amends.incidents.rules.ledger.Course['DRAFT'], max_length=10)),
                    ('texts', models.JSONField(default=dict)),
                    ('language', models.CharField(default='en', max_length=8)),
                    ('via', models.CharField(max_length=8)),
                    ('made_at', models.DateTimeField()),
                    ('began_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('worked_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='broadcasts', to='incidents.incident')),
                    ('update', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='incidents.incidentupdate')),
                ],
            ),
            migrations.CreateModel(
                name='LeftAlone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateTimeField()),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.person')),
                ],
            ),
            migrations.CreateModel(
                name='Monitor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('alertmanager', 'alertmanager'), ('uptime_kuma', 'uptime_kuma'), ('generic', 'generic')], max_length=14)),
                    ('name', models.CharField(max_length=80)),
                    ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('secrets', models.BinaryField()),
                    ('template', models.CharField(choices=[('site_down', 'site_down'), ('shipping_delay', 'shipping_delay'), ('long_waits', 'long_waits'), ('recall', 'recall'), ('data_problem', 'data_problem'), ('closed_today', 'closed_today'), ('other', 'other')], default=amends.incidents.rules.words.Template['SITE_DOWN'], max_length=16)),
                    ('services', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None)),
                    ('areas', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None)),
                    ('resolves_alone', models.BooleanField(default=False)),
                    ('made_at', models.DateTimeField()),
                    ('heard_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='MonitorAlarm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('fingerprint', models.CharField(max_length=200)),
                    ('is_firing', models.BooleanField(default=True)),
                    ('title', models.CharField(blank=True, default='', max_length=200)),
                    ('first_at', models.DateTimeField()),
                    ('last_at', models.DateTimeField()),
                    ('times', models.IntegerField(default=1)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('incident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='incidents.incident')),
                    ('monitor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='alarms', to='incidents.monitor')),
                ],
            ),
            migrations.CreateModel(
                name='NoticePost',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=8)),
                    ('text', models.TextField(blank=True, default='')),
                    ('state', models.CharField(choices=[('asked', 'asked'), ('stopped', 'stopped'), ('skipped', 'skipped')], max_length=8)),
                    ('reason', models.TextField(blank=True, default='')),
                    ('asked_at', models.DateTimeField()),
                    ('after', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.noticepost')),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.connection')),
                    ('notice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='incidents.incidentnotice')),
                ],
            ),
            migrations.CreateModel(
                name='PostPart',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.SmallIntegerField()),
                    ('text', models.TextField()),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='incidents.noticepost')),
                    ('send', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.send')),
                ],
            ),
            migrations.CreateModel(
                name='Recipient',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.IntegerField()),
                    ('state', models.CharField(choices=[('waiting', 'waiting'), ('asked', 'asked'), ('told', 'told'), ('not_told', 'not_told')], default=amends.incidents.rules.ledger.Standing['WAITING'], max_length=8)),
                    ('reason', models.CharField(blank=True, default='', max_length=40)),
                    ('sentence', models.TextField(blank=True, default='')),
                    ('tries', models.SmallIntegerField(default=0)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('broadcast', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='incidents.broadcast')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inbox.case')),
                    ('connection', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.connection')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inbox.person')),
                    ('send', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outbox.send')),
                ],
            ),
            migrations.CreateModel(
                name='Resemblance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('score', models.FloatField()),
                    ('verdict', models.CharField(choices=[('alike', 'alike'), ('perhaps', 'perhaps'), ('other', 'other')], max_length=8)),
                    ('telling', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                    ('stamp', models.CharField(max_length=64)),
                    ('judged_at', models.DateTimeField()),
                    ('dismissed_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.case')),
                    ('dismissed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='resemblances', to='incidents.incident')),
                ],
            ),
            migrations.CreateModel(
                name='TimelineEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=24)),
                    ('text', models.TextField(blank=True, default='')),
                    ('facts', models.JSONField(default=dict)),
                    ('at', models.DateTimeField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='incidents.incident')),
                ],
            ),
            migrations.CreateModel(
                name='Review',
                fields=[
                    ('incident', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='review', serialize=False, to='incidents.incident')),
                    ('summary', models.TextField(blank=True, default='')),
                    ('causes', models.TextField(blank=True, default='')),
                    ('went_well', models.TextField(blank=True, default='')),
                    ('went_badly', models.TextField(blank=True, default='')),
                    ('actions', models.TextField(blank=True, default='')),
                    ('written_at', models.DateTimeField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Watch',
                fields=[
                    ('incident', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='watch', serialize=False, to='incidents.incident')),
                    ('is_on', models.BooleanField(default=True)),
                    ('stamp', models.CharField(blank=True, default='', max_length=64)),
                    ('learned_from', models.IntegerField(default=0)),
                    ('looked_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ],
            ),
            migrations.AddIndex(
                model_name='incident',
                index=models.Index(fields=['brand', '-id'], name='incidents_newest'),
            ),
            migrations.AddIndex(
                model_name='incident',
                index=models.Index(condition=models.Q(('state', 'resolved'), _negated=True), fields=['brand', 'id'], name='incidents_open'),
            ),
            migrations.AddIndex(
                model_name='incident',
                index=models.Index(condition=models.Q(('next_update_at__isnull', False)), fields=['next_update_at'], name='incidents_promised'),
            ),
            migrations.AddConstraint(
                model_name='incident',
                constraint=models.UniqueConstraint(fields=('brand', 'request_key'), name='incidents_once'),
            ),
            migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['investigating', 'identified', 'watching', 'resolved'])), name='incidents_state'),
            ),
            migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(('severity__in', ['minor', 'major', 'critical'])), name='incidents_severity'),
            ),
            migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_update_at', None), ('resolved_at__isnull', False), ('state', 'resolved')), models.Q(models.Q(('state', 'resolved'), _negated=True), ('resolved_at__isnull', True)), _connector='OR'), name='incidents_resolved_at'),
            ),
            migrations.AddIndex(
                model_name='affectedcase',
                index=models.Index(condition=models.Q(('detached_at__isnull', True)), fields=['incident', 'id'], name='incidents_attached'),
            ),
            migrations.AddConstraint(
                model_name='affectedcase',
                constraint=models.UniqueConstraint(fields=('incident', 'case'), name='incidents_case_once'),
            ),
            migrations.AddIndex(
                model_name='incidentupdate',
                index=models.Index(fields=['incident', 'id'], name='incidents_update_order'),
            ),
            migrations.AddConstraint(
                model_name='incidentupdate',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['investigating', 'identified', 'watching', 'resolved'])), name='incidents_update_state'),
            ),
            migrations.AddIndex(
                model_name='incidentnotice',
                index=models.Index(fields=['incident', 'id'], name='incidents_notice_order'),
            ),
            migrations.AddConstraint(
                model_name='incidentnotice',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('incident',), name='incidents_one_draft'),
            ),
            migrations.AddConstraint(
                model_name='incidentnotice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'told'), ('update__isnull', False)), models.Q(('state__in', ['draft', 'put_away']), ('update__isnull', True)), _connector='OR'), name='incidents_notice_told'),
            ),
            migrations.AddIndex(
                model_name='broadcast',
                index=models.Index(fields=['incident', 'id'], name='incidents_broadcasts'),
            ),
            migrations.AddIndex(
                model_name='broadcast',
                index=models.Index(condition=models.Q(('state', 'running')), fields=['id'], name='incidents_broadcasting'),
            ),
            migrations.AddConstraint(
                model_name='broadcast',
                constraint=models.UniqueConstraint(condition=models.Q(('kind', 'closing')), fields=('incident',), name='incidents_closed_once'),
            ),
            migrations.AddConstraint(
                model_name='broadcast',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'running', 'cancelled', 'done'])), name='incidents_broadcast_state'),
            ),
            migrations.AddConstraint(
                model_name='broadcast',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['draft', 'running'])), models.Q(('ended_at__isnull', False), ('state__in', ['cancelled', 'done'])), _connector='OR'), name='incidents_broadcast_ended_at'),
            ),
            migrations.AddConstraint(
                model_name='leftalone',
                constraint=models.UniqueConstraint(fields=('brand', 'person'), name='incidents_left_alone'),
            ),
            migrations.AddConstraint(
                model_name='monitoralarm',
                constraint=models.UniqueConstraint(fields=('monitor', 'fingerprint'), name='incidents_alarm_once'),
            ),
            migrations.AddConstraint(
                model_name='noticepost',
                constraint=models.UniqueConstraint(fields=('notice', 'connection'), name='incidents_post_once'),
            ),
            migrations.AddConstraint(
                model_name='noticepost',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'stopped', 'skipped'])), name='incidents_post_state'),
            ),
            migrations.AddConstraint(
                model_name='postpart',
                constraint=models.UniqueConstraint(fields=('post', 'position'), name='incidents_part_once'),
            ),
            migrations.AddIndex(
                model_name='recipient',
                index=models.Index(condition=models.Q(('state', 'waiting')), fields=['broadcast', 'connection', 'place'], name='incidents_next_to_tell'),
            ),
            migrations.AddIndex(
                model_name='recipient',
                index=models.Index(condition=models.Q(('state', 'asked')), fields=['broadcast', 'id'], name='incidents_asked'),
            ),
            migrations.AddConstraint(
                model_name='recipient',
                constraint=models.UniqueConstraint(fields=('broadcast', 'person'), name='incidents_told_once'),
            ),
            migrations.AddConstraint(
                model_name='recipient',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'asked', 'told', 'not_told'])), name='incidents_recipient_state'),
            ),
            migrations.AddConstraint(
                model_name='recipient',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state__in', ['waiting', 'asked'])), models.Q(('settled_at__isnull', False), ('state__in', ['told', 'not_told'])), _connector='OR'), name='incidents_recipient_settled_at'),
            ),
            migrations.AddConstraint(
                model_name='recipient',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_told'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='incidents_not_told_why'),
            ),
            migrations.AddIndex(
                model_name='resemblance',
                index=models.Index(condition=models.Q(('dismissed_at__isnull', True), ('verdict', 'perhaps')), fields=['incident', '-score'], name='incidents_suggested'),
            ),
            migrations.AddConstraint(
                model_name='resemblance',
                constraint=models.UniqueConstraint(fields=('incident', 'case'), name='incidents_judged_once'),
            ),
            migrations.AddConstraint(
                model_name='resemblance',
                constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['alike', 'perhaps', 'other'])), name='incidents_resemblance'),
            ),
            migrations.AddIndex(
                model_name='timelineentry',
                index=models.Index(fields=['incident', 'at', 'id'], name='incidents_timeline'),
            ),
        ]),
    ]
