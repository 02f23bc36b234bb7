"""Prints what an installation holds: for each table the number of rows and the hash of their canonical form."""

from __future__ import annotations

import hashlib
import json
import sys

import django


def digests() -> dict[str, tuple[int, str]]:
    """Return the digest of each table; the order of keys inside a JSON value is the database's own affair."""
    from maillage.config.backup_rows import dump_rows

    found = {}
    for table in dump_rows():
        table.file.seek(0)
        lines = [json.dumps(json.loads(line), sort_keys=True) for line in table.file]
        found[table.name] = (table.rows, hashlib.sha256("\n".join(lines).encode()).hexdigest())
    return found


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(digests()))
