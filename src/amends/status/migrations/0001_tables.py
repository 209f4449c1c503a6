"""The public status page and its subscribers."""

from __future__ import annotations

import amends.status.models.events
import amends.status.rules.states
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models

from amends.tables import MakeTables


class Migration(migrations.Migration):
    """Makes the room's tables, their indexes and what guards them."""

    initial = True

    # The steps by which these tables grew: a desk that has taken them all has this one.
    replaces = [
        ('status', '0001_initial'),
        ('status', '0002_subscribers_wish'),
    ]

    dependencies = [
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='StatusPage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=60, unique=True)),
                    ('domain', models.CharField(blank=True, default='', max_length=253)),
                    ('title', models.CharField(max_length=120)),
                    ('about', models.JSONField(default=dict)),
                    ('mark', models.CharField(blank=True, default='', max_length=40)),
                    ('colour', models.CharField(default='#1f5a56', max_length=7)),
                    ('home_url', models.CharField(blank=True, default='', max_length=500)),
                    ('help_url', models.CharField(blank=True, default='', max_length=500)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), default=list, size=None)),
                    ('is_public', models.BooleanField(default=False)),
                    ('shows_counts', models.BooleanField(default=False)),
                    ('made_at', models.DateTimeField()),
                    ('version', models.BigIntegerField(default=1)),
                    ('changed_at', models.DateTimeField()),
                    ('exported_version', models.BigIntegerField(default=0)),
                    ('exported_at', models.DateTimeField(null=True)),
                    ('held_at', models.DateTimeField(null=True)),
                    ('brand', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ],
            ),
            migrations.CreateModel(
                name='StatusEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=120)),
                    ('key', models.CharField(default=amends.status.models.events.new_key, max_length=16, unique=True)),
                    ('title', models.CharField(max_length=160)),
                    ('titles', models.JSONField(default=dict)),
                    ('state', models.CharField(choices=[('investigating', 'investigating'), ('identified', 'identified'), ('watching', 'watching'), ('resolved', 'resolved')], max_length=14)),
                    ('started_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('next_update_at', models.DateTimeField(null=True)),
                    ('affected', models.IntegerField(null=True)),
                    ('changed_at', models.DateTimeField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='status.statuspage')),
                ],
            ),
            migrations.CreateModel(
                name='Maintenance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=amends.status.models.events.new_key, max_length=16, unique=True)),
                    ('title', models.CharField(max_length=160)),
                    ('titles', models.JSONField(default=dict)),
                    ('words', models.JSONField(default=dict)),
                    ('component_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('planned', 'planned'), ('running', 'running'), ('finished', 'finished'), ('cancelled', 'cancelled')], default=amends.status.rules.states.MaintenanceState['PLANNED'], max_length=10)),
                    ('is_told', models.BooleanField(default=True)),
                    ('began_at', models.DateTimeField(null=True)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('made_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('sequence', models.IntegerField(default=0)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='maintenances', to='status.statuspage')),
                ],
            ),
            migrations.CreateModel(
                name='Component',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('names', models.JSONField(default=dict)),
                    ('about', models.CharField(blank=True, default='', max_length=200)),
                    ('group', models.CharField(blank=True, default='', max_length=80)),
                    ('position', models.IntegerField(default=0)),
                    ('own_state', models.CharField(choices=[('operational', 'operational'), ('maintenance', 'maintenance'), ('degraded', 'degraded'), ('partial', 'partial'), ('major', 'major')], default=amends.status.rules.states.ComponentState['OPERATIONAL'], max_length=12)),
                    ('state', models.CharField(choices=[('operational', 'operational'), ('maintenance', 'maintenance'), ('degraded', 'degraded'), ('partial', 'partial'), ('major', 'major')], default=amends.status.rules.states.ComponentState['OPERATIONAL'], max_length=12)),
                    ('state_since', models.DateTimeField()),
                    ('made_at', models.DateTimeField()),
                    ('archived_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='components', to='status.statuspage')),
                ],
            ),
            migrations.CreateModel(
                name='StatusUpdate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=120)),
                    ('state', models.CharField(choices=[('investigating', 'investigating'), ('identified', 'identified'), ('watching', 'watching'), ('resolved', 'resolved')], max_length=14)),
                    ('words', models.JSONField(default=dict)),
                    ('at', models.DateTimeField()),
                    ('corrected_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='status.statusevent')),
                ],
            ),
            migrations.CreateModel(
                name='Subscriber',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('way', models.CharField(choices=[('mail', 'mail'), ('webhook', 'webhook')], max_length=8)),
                    ('address', models.CharField(max_length=2000)),
                    ('language', models.CharField(max_length=5)),
                    ('component_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('wish', models.JSONField(default=dict)),
                    ('secrets', models.BinaryField(default=bytes)),
                    ('asked_at', models.DateTimeField()),
                    ('confirmed_at', models.DateTimeField(null=True)),
                    ('stopped_at', models.DateTimeField(null=True)),
                    ('stopped_because', models.CharField(blank=True, default='', max_length=300)),
                    ('failing_since', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='subscribers', to='status.statuspage')),
                ],
            ),
            migrations.CreateModel(
                name='SubscriberNotice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('source', models.CharField(max_length=120)),
                    ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'sending'), ('sent', 'sent'), ('unknown', 'unknown'), ('given_up', 'given_up'), ('dropped', 'dropped')], default=amends.status.rules.states.NoticeState['WAITING'], max_length=8)),
                    ('asked_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('lease_until', models.DateTimeField(null=True)),
                    ('tries', models.SmallIntegerField(default=0)),
                    ('problem', models.CharField(blank=True, default='', max_length=500)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('subscriber', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='status.subscriber')),
                ],
            ),
            migrations.CreateModel(
                name='ComponentSpell',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('operational', 'operational'), ('maintenance', 'maintenance'), ('degraded', 'degraded'), ('partial', 'partial'), ('major', 'major')], max_length=12)),
                    ('began_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('component', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='spells', to='status.component')),
                ],
                options={
                    'indexes': [models.Index(fields=['component', '-began_at'], name='status_spell_newest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['operational', 'maintenance', 'degraded', 'partial', 'major']), models.Q(('state', amends.status.rules.states.ComponentState['OPERATIONAL']), _negated=True)), name='status_spell_state'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('component',), name='status_spell_lasts_once'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='status_spell_ends_later')],
                },
            ),
            migrations.CreateModel(
                name='EventComponent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('operational', 'operational'), ('maintenance', 'maintenance'), ('degraded', 'degraded'), ('partial', 'partial'), ('major', 'major')], max_length=12)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('component', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='status.component')),
                    ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='components', to='status.statusevent')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('event', 'component'), name='status_concerned_once'), models.CheckConstraint(condition=models.Q(('state__in', ['operational', 'maintenance', 'degraded', 'partial', 'major'])), name='status_concerned_state')],
                },
            ),
            migrations.AddConstraint(
                model_name='statuspage',
                constraint=models.UniqueConstraint(condition=models.Q(('domain', ''), _negated=True), fields=('domain',), name='status_domain_once'),
            ),
            migrations.AddIndex(
                model_name='statusevent',
                index=models.Index(fields=['page', '-started_at', '-id'], name='status_event_newest'),
            ),
            migrations.AddIndex(
                model_name='statusevent',
                index=models.Index(condition=models.Q(('ended_at', None)), fields=['page'], name='status_event_open'),
            ),
            migrations.AddConstraint(
                model_name='statusevent',
                constraint=models.UniqueConstraint(fields=('page', 'reference'), name='status_event_once'),
            ),
            migrations.AddConstraint(
                model_name='statusevent',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['investigating', 'identified', 'watching', 'resolved'])), name='status_event_state'),
            ),
            migrations.AddConstraint(
                model_name='statusevent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('next_update_at', None), ('state', 'resolved')), models.Q(models.Q(('state', 'resolved'), _negated=True), ('ended_at', None)), _connector='OR'), name='status_event_ended'),
            ),
            migrations.AddIndex(
                model_name='maintenance',
                index=models.Index(fields=['page', '-starts_at'], name='status_maintenance_newest'),
            ),
            migrations.AddIndex(
                model_name='maintenance',
                index=models.Index(condition=models.Q(('state__in', ['planned', 'running'])), fields=['starts_at'], name='status_maintenance_due'),
            ),
            migrations.AddConstraint(
                model_name='maintenance',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'running', 'finished', 'cancelled'])), name='status_maintenance_state'),
            ),
            migrations.AddConstraint(
                model_name='maintenance',
                constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='status_maintenance_ends_later'),
            ),
            migrations.AddIndex(
                model_name='component',
                index=models.Index(fields=['page', 'position', 'id'], name='status_component_order'),
            ),
            migrations.AddConstraint(
                model_name='component',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['operational', 'maintenance', 'degraded', 'partial', 'major'])), name='status_component_state'),
            ),
            migrations.AddConstraint(
                model_name='component',
                constraint=models.CheckConstraint(condition=models.Q(('own_state__in', ['operational', 'maintenance', 'degraded', 'partial', 'major'])), name='status_component_own_state'),
            ),
            migrations.AddIndex(
                model_name='statusupdate',
                index=models.Index(fields=['event', 'at', 'id'], name='status_update_order'),
            ),
            migrations.AddConstraint(
                model_name='statusupdate',
                constraint=models.UniqueConstraint(fields=('event', 'reference'), name='status_update_once'),
            ),
            migrations.AddConstraint(
                model_name='statusupdate',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['investigating', 'identified', 'watching', 'resolved'])), name='status_update_state'),
            ),
            migrations.AddIndex(
                model_name='subscriber',
                index=models.Index(condition=models.Q(('confirmed_at__isnull', False), ('stopped_at', None)), fields=['page', 'id'], name='status_subscriber_told'),
            ),
            migrations.AddConstraint(
                model_name='subscriber',
                constraint=models.UniqueConstraint(models.F('page'), models.F('way'), django.db.models.functions.text.Lower('address'), name='status_subscriber_once'),
            ),
            migrations.AddConstraint(
                model_name='subscriber',
                constraint=models.CheckConstraint(condition=models.Q(('way__in', ['mail', 'webhook'])), name='status_subscriber_way'),
            ),
            migrations.AddIndex(
                model_name='subscribernotice',
                index=models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['due_at', 'id'], name='status_notice_due'),
            ),
            migrations.AddIndex(
                model_name='subscribernotice',
                index=models.Index(fields=['settled_at'], name='status_notice_settled'),
            ),
            migrations.AddConstraint(
                model_name='subscribernotice',
                constraint=models.UniqueConstraint(fields=('subscriber', 'source'), name='status_noticed_once'),
            ),
            migrations.AddConstraint(
                model_name='subscribernotice',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'sent', 'unknown', 'given_up', 'dropped'])), name='status_notice_state'),
            ),
        ]),
    ]
