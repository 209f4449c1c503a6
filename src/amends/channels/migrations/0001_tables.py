"""Connections, their secrets and what they cost."""

from __future__ import annotations

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
        ('channels', '0001_initial'),
        ('channels', '0002_a_connection_has_a_team'),
        ('channels', '0003_secrets_grow_old'),
        ('channels', '0004_asking_an_owner'),
        ('channels', '0005_what_networks_charge'),
    ]

    dependencies = [
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='Connection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('channel', models.CharField(max_length=40)),
                    ('name', models.CharField(max_length=120)),
                    ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('state', models.CharField(choices=[('active', 'Active'), ('paused', 'Paused'), ('disconnected', 'Disconnected')], default='active', max_length=12)),
                    ('state_reason', models.CharField(blank=True, default='', max_length=500)),
                    ('state_since', models.DateTimeField()),
                    ('settings', models.JSONField(default=dict)),
                    ('secrets', models.BinaryField(default=bytes)),
                    ('account_id', models.CharField(blank=True, default='', max_length=255)),
                    ('account_handle', models.CharField(blank=True, default='', max_length=255)),
                    ('account_name', models.CharField(blank=True, default='', max_length=255)),
                    ('account_url', models.URLField(blank=True, default='', max_length=1000)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('renew_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connections', to='staff.brand')),
                    ('team', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='staff.team')),
                ],
            ),
            migrations.CreateModel(
                name='Charge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('unit', models.CharField(max_length=40)),
                    ('count', models.PositiveBigIntegerField()),
                    ('dollars', models.DecimalField(decimal_places=4, max_digits=14)),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='charges', to='channels.connection')),
                ],
            ),
            migrations.CreateModel(
                name='Budget',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dollars', models.DecimalField(decimal_places=2, max_digits=10)),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='budget', to='channels.connection')),
                ],
            ),
            migrations.CreateModel(
                name='Asking',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('channel', models.CharField(max_length=40)),
                    ('name', models.CharField(blank=True, default='', max_length=120)),
                    ('settings', models.JSONField(default=dict)),
                    ('secrets', models.BinaryField(default=bytes)),
                    ('state_digest', models.BinaryField(max_length=32, unique=True)),
                    ('verifier', models.BinaryField(default=bytes)),
                    ('expires_at', models.DateTimeField(db_index=True)),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('connection', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                ],
            ),
            migrations.AddConstraint(
                model_name='connection',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['active', 'paused', 'disconnected'])), name='channels_state'),
            ),
            migrations.AddConstraint(
                model_name='charge',
                constraint=models.UniqueConstraint(fields=('connection', 'day', 'unit'), name='channels_charge_once_a_day'),
            ),
            migrations.AddConstraint(
                model_name='budget',
                constraint=models.CheckConstraint(condition=models.Q(('dollars__gte', 0)), name='channels_budget'),
            ),
        ]),
    ]
