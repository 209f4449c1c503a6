"""Posts, their versions and places on the calendar, posting times and the library."""

from __future__ import annotations

import amends.publishing.rules
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
        ('publishing', '0001_initial'),
    ]

    dependencies = [
        ('channels', '0001_tables'),
        ('outbox', '0001_tables'),
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(blank=True, default='', max_length=120)),
                    ('text', models.TextField(default='')),
                    ('warning', models.CharField(blank=True, default='', max_length=120)),
                    ('campaign', models.CharField(blank=True, default='', max_length=60)),
                    ('uploads', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('repeat', models.CharField(default=amends.publishing.rules.Repeat['NO'], max_length=12)),
                    ('repeat_until', models.DateField(null=True)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('asked', 'Asked'), ('approved', 'Approved'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                    ('state_since', models.DateTimeField()),
                    ('note', models.CharField(blank=True, default='', max_length=500)),
                    ('revision', models.IntegerField(default=1)),
                    ('round', models.IntegerField(default=0)),
                    ('made_at', models.DateTimeField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='PostingTime',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('weekday', models.SmallIntegerField()),
                    ('minute', models.SmallIntegerField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                ],
            ),
            migrations.CreateModel(
                name='PostVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(blank=True, default='')),
                    ('uploads', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True, size=None)),
                    ('at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='publishing.post')),
                ],
            ),
            migrations.CreateModel(
                name='Slot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('round', models.IntegerField()),
                    ('number', models.IntegerField()),
                    ('at', models.DateTimeField()),
                    ('trouble', models.TextField(blank=True, default='')),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('send', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='slot', to='outbox.send')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='publishing.postversion')),
                ],
            ),
            migrations.CreateModel(
                name='LibraryItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=120)),
                    ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                    ('added_at', models.DateTimeField()),
                    ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('upload', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='library_item', to='outbox.upload')),
                ],
                options={
                    'indexes': [models.Index(fields=['brand', 'added_at'], name='publishing_library_of')],
                },
            ),
            migrations.AddIndex(
                model_name='post',
                index=models.Index(fields=['brand', 'state', 'state_since'], name='publishing_post_of'),
            ),
            migrations.AddConstraint(
                model_name='post',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'asked', 'approved', 'withdrawn'])), name='publishing_post_state'),
            ),
            migrations.AddConstraint(
                model_name='post',
                constraint=models.CheckConstraint(condition=models.Q(('repeat__in', ['no', 'daily', 'weekly', 'fortnightly', 'monthly'])), name='publishing_post_repeat'),
            ),
            migrations.AddConstraint(
                model_name='postingtime',
                constraint=models.UniqueConstraint(fields=('connection', 'weekday', 'minute'), name='publishing_time_once'),
            ),
            migrations.AddConstraint(
                model_name='postingtime',
                constraint=models.CheckConstraint(condition=models.Q(('minute__range', (0, 1439)), ('weekday__range', (0, 6))), name='publishing_time_is_one'),
            ),
            migrations.AddIndex(
                model_name='postversion',
                index=models.Index(fields=['brand', 'at'], name='publishing_version_at'),
            ),
            migrations.AddConstraint(
                model_name='postversion',
                constraint=models.UniqueConstraint(fields=('post', 'connection'), name='publishing_version_once'),
            ),
            migrations.AddIndex(
                model_name='slot',
                index=models.Index(fields=['brand', 'at'], name='publishing_slot_at'),
            ),
            migrations.AddConstraint(
                model_name='slot',
                constraint=models.UniqueConstraint(fields=('version', 'round', 'number'), name='publishing_slot_once'),
            ),
        ]),
    ]
