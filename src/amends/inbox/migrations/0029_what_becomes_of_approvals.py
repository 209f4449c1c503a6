"""The case tells what becomes of an answer that a colleague looks at."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the kinds; nothing in the database changes."""

    dependencies = [
        ('inbox', '0028_what_matters_stands_first'),
    ]

    operations = [
        migrations.AlterField(
            model_name='caseevent',
            name='kind',
            field=models.CharField(choices=[('opened', 'Opened'), ('reopened', 'Reopened'), ('needs_answer', 'Needs Answer'), ('answered', 'Answered'), ('answered_elsewhere', 'Answered Elsewhere'), ('unanswered', 'Unanswered'), ('waiting_colleague', 'Waiting Colleague'), ('waiting_customer', 'Waiting Customer'), ('snoozed', 'Snoozed'), ('woken', 'Woken'), ('closed', 'Closed'), ('assigned', 'Assigned'), ('tagged', 'Tagged'), ('untagged', 'Untagged'), ('taken_offline', 'Taken Offline'), ('noted', 'Noted'), ('thread_added', 'Thread Added'), ('moved', 'Moved'), ('team_assigned', 'Team Assigned'), ('field_set', 'Field Set'), ('merged', 'Merged'), ('unmerged', 'Unmerged'), ('split', 'Split'), ('linked', 'Linked'), ('unlinked', 'Unlinked'), ('set_aside', 'Set Aside'), ('put_back', 'Put Back'), ('joined', 'Joined'), ('left', 'Left'), ('person_changed', 'Person Changed'), ('deed_asked', 'Deed Asked'), ('deed_done', 'Deed Done'), ('deed_stopped', 'Deed Stopped'), ('deed_put_away', 'Deed Put Away'), ('pinned', 'Pinned'), ('unpinned', 'Unpinned'), ('corrected', 'Corrected'), ('approval_asked', 'Approval Asked'), ('approved', 'Approved'), ('approval_returned', 'Approval Returned'), ('approval_escalated', 'Approval Escalated')], max_length=20),
        ),
    ]
