"""Every installation has the shared taxonomy of themes."""

from django.db import migrations

from maillage.territory.actions.plant_themes import plant_themes


def plant(apps, schema_editor):
    plant_themes(apps.get_model("territory", "Theme"))


class Migration(migrations.Migration):

    dependencies = [("territory", "0001_initial")]

    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
