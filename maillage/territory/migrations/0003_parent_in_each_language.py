"""The larger region a region lies in is named in each language, like the region itself."""

from django.db import migrations

import maillage.kit.fields


def name_in_english(apps, schema_editor):
    for region in apps.get_model("territory", "Region").objects.exclude(parent_name=""):
        type(region).objects.filter(pk=region.pk).update(parent_in_languages={"en": region.parent_name})


def name_plainly(apps, schema_editor):
    for region in apps.get_model("territory", "Region").objects.all():
        said = region.parent_in_languages or {}
        name = said.get("en") or next(iter(said.values()), "")
        type(region).objects.filter(pk=region.pk).update(parent_name=name[:120])


class Migration(migrations.Migration):

    dependencies = [("territory", "0002_themes")]

    operations = [
        migrations.AddField(
            model_name="region",
            name="parent_in_languages",
            field=maillage.kit.fields.WordingField(
                blank=True,
                default=maillage.kit.fields.LocalWording,
                help_text="What the region lies in: a larger region, where one is commonly named.",
            ),
        ),
        migrations.RunPython(name_in_english, name_plainly),
        migrations.RemoveField(model_name="region", name="parent_name"),
        migrations.RenameField(model_name="region", old_name="parent_in_languages", new_name="parent_name"),
    ]
