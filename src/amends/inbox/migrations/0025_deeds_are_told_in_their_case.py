"""Case events tell of deeds; only the choices grow, no row and no constraint changes."""

from django.db import migrations, models

_KINDS = [
    ("opened", "Opened"),
    ("reopened", "Reopened"),
    ("needs_answer", "Needs Answer"),
    ("answered", "Answered"),
    ("answered_elsewhere", "Answered Elsewhere"),
    ("unanswered", "Unanswered"),
    ("waiting_colleague", "Waiting Colleague"),
    ("waiting_customer", "Waiting Customer"),
    ("snoozed", "Snoozed"),
    ("woken", "Woken"),
    ("closed", "Closed"),
    ("assigned", "Assigned"),
    ("tagged", "Tagged"),
    ("untagged", "Untagged"),
    ("taken_offline", "Taken Offline"),
    ("noted", "Noted"),
    ("thread_added", "Thread Added"),
    ("moved", "Moved"),
    ("team_assigned", "Team Assigned"),
    ("field_set", "Field Set"),
    ("merged", "Merged"),
    ("unmerged", "Unmerged"),
    ("split", "Split"),
    ("linked", "Linked"),
    ("unlinked", "Unlinked"),
    ("set_aside", "Set Aside"),
    ("put_back", "Put Back"),
    ("joined", "Joined"),
    ("left", "Left"),
    ("person_changed", "Person Changed"),
    ("deed_asked", "Deed Asked"),
    ("deed_done", "Deed Done"),
    ("deed_stopped", "Deed Stopped"),
    ("deed_put_away", "Deed Put Away"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0024_a_brand_listens_for_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="caseevent",
            name="kind",
            field=models.CharField(choices=_KINDS, max_length=20),
        ),
    ]
