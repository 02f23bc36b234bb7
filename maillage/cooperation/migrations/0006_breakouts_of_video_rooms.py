from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("cooperation", "0005_check_in_and_links_of_rooms")]

    operations = [
        migrations.AddField(
            model_name="videoroom",
            name="breakouts",
            field=models.JSONField(blank=True, default=dict, help_text="Key of each room to the id under which the server opened it."),
        ),
    ]
