"""Users, brands, memberships, teams, hours and sessions."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from amends.tables import MakeTables


class Migration(migrations.Migration):
    """Makes the room's tables, their indexes and what guards them."""

    initial = True

    # The steps by which these tables grew: a desk that has taken them all has this one.
    replaces = [
        ('staff', '0001_initial'),
        ('staff', '0002_an_address_is_one_account'),
        ('staff', '0003_hours_teams_and_invitations'),
        ('staff', '0004_who_is_signed_in_where'),
    ]

    dependencies = [
        ('sessions', '0001_initial'),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='Brand',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('slug', models.SlugField(max_length=60, unique=True)),
                    ('time_zone', models.CharField(default='UTC', max_length=60)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                ],
            ),
            migrations.CreateModel(
                name='SetupLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('made_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('email', models.EmailField(max_length=254, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('is_active', models.BooleanField(default=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='staff_user_email')],
                },
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('owner', 'owner'), ('lead', 'lead'), ('agent', 'agent'), ('viewer', 'viewer')], max_length=10)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('capacity', models.PositiveSmallIntegerField(null=True)),
                    ('away_since', models.DateTimeField(null=True)),
                    ('away_until', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='staff.brand')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Shift',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('weekday', models.SmallIntegerField()),
                    ('starts', models.SmallIntegerField()),
                    ('ends', models.SmallIntegerField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shifts', to='staff.brand')),
                    ('membership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='shifts', to='staff.membership')),
                ],
            ),
            migrations.CreateModel(
                name='SignIn',
                fields=[
                    ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='sessions.session')),
                    ('device', models.CharField(default='', max_length=120)),
                    ('began_at', models.DateTimeField()),
                    ('seen_at', models.DateTimeField()),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Team',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('hands_out', models.CharField(choices=[('no', 'No'), ('round_robin', 'Round Robin'), ('by_load', 'By Load')], default='no', max_length=12)),
                    ('created_at', models.DateTimeField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teams', to='staff.brand')),
                ],
            ),
            migrations.CreateModel(
                name='TeamMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('given_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teams', to='staff.membership')),
                    ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='staff.team')),
                ],
            ),
            migrations.CreateModel(
                name='Token',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('hint', models.CharField(max_length=12)),
                    ('scopes', models.JSONField(default=list)),
                    ('made_at', models.DateTimeField()),
                    ('last_used_at', models.DateTimeField(null=True)),
                    ('expires_at', models.DateTimeField(null=True)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Holiday',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('name', models.CharField(default='', max_length=120)),
                    ('opens', models.SmallIntegerField(null=True)),
                    ('closes', models.SmallIntegerField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holidays', to='staff.brand')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('brand', 'day'), name='staff_holiday_once'), models.CheckConstraint(condition=models.Q(models.Q(('closes__isnull', True), ('opens__isnull', True)), models.Q(('closes__lte', 1440), ('opens__gte', 0), ('opens__lt', models.F('closes'))), _connector='OR'), name='staff_holiday_hours')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254)),
                    ('name', models.CharField(default='', max_length=120)),
                    ('role', models.CharField(max_length=10)),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('made_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['owner', 'lead', 'agent', 'viewer'])), name='staff_invitation_role')],
                },
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.UniqueConstraint(fields=('brand', 'user'), name='staff_membership_once'),
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.CheckConstraint(condition=models.Q(('role__in', ['owner', 'lead', 'agent', 'viewer'])), name='staff_membership_role'),
            ),
            migrations.AddConstraint(
                model_name='shift',
                constraint=models.CheckConstraint(condition=models.Q(('ends__lte', 1440), ('starts__gte', 0), ('starts__lt', models.F('ends')), ('weekday__gte', 0), ('weekday__lte', 6)), name='staff_shift_hours'),
            ),
            migrations.AddConstraint(
                model_name='team',
                constraint=models.UniqueConstraint(models.F('brand'), django.db.models.functions.text.Lower('name'), name='staff_team_once'),
            ),
            migrations.AddConstraint(
                model_name='team',
                constraint=models.CheckConstraint(condition=models.Q(('hands_out__in', ['no', 'round_robin', 'by_load'])), name='staff_team_hands_out'),
            ),
            migrations.AddConstraint(
                model_name='teammember',
                constraint=models.UniqueConstraint(fields=('team', 'membership'), name='staff_team_member_once'),
            ),
        ]),
    ]
