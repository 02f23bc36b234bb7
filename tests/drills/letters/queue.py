"""Queues letters, each in a transaction of its own; every tenth is rolled back and must never leave."""

import sys

import django


def main(wanted: int) -> None:
    """Queue as many letters as wanted, and print the key of each that was committed."""
    django.setup()
    from django.db import transaction

    from maillage.kit.outbox import queue

    for number in range(wanted):
        if number % 10 == 0:
            with transaction.atomic():
                queue(
                    "letter", key=f"taken back {number}", to="nobody@example.org", language="en", params={"number": 0}
                )
                transaction.set_rollback(True)
        with transaction.atomic():
            key = f"letter {number}"
            queue("letter", key=key, to=f"reader{number}@example.org", language="fr", params={"number": number})
        sys.stdout.write(f"{key}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
