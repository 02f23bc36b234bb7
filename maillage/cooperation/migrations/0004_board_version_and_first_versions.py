import django.db.models.deletion
from django.db import migrations, models

AT_ONCE = 500


def keep_what_lines_say(apps, schema_editor):
    """Give each line that has no history the version it shows; lines written since have theirs."""
    Note = apps.get_model("cooperation", "Note")
    NoteVersion = apps.get_model("cooperation", "NoteVersion")
    found = Note.objects.filter(history__isnull=True).order_by("pk").iterator(chunk_size=AT_ONCE)
    versions = (
        NoteVersion(
            note=note,
            number=note.version,
            text=note.text,
            written_at=note.written_at,
            written_by=note.written_by,
            client_key=note.client_key if note.version == 1 else None,
        )
        for note in list(found)
    )
    NoteVersion.objects.bulk_create(versions, batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0003_personal_line"),
    ]

    operations = [
        migrations.CreateModel(
            name="BoardVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0)),
                (
                    "roundtable",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="board_version",
                        to="cooperation.roundtable",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 0)), name="board_version_is_counted_from_zero"
                    )
                ],
            },
        ),
        # Backwards, histories stay: an older program does not look at them, and this one finds them again.
        migrations.RunPython(keep_what_lines_say, migrations.RunPython.noop),
    ]
