from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('triage', '0004_rules_act_on_arrival'),
    ]

    operations = [
        migrations.AddField(
            model_name='judgement',
            name='found',
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
