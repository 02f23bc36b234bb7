"""Writers of one process wait in line on SQLite: in order, for a while, and nobody keeps the place of a failure."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import OperationalError, connection, connections, transaction

from maillage.config.sqlite.base import LINES, DatabaseWrapper, Line
from maillage.territory.models import Programme

only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'")


def test_who_came_first_is_let_in_first() -> None:
    line, order = Line(), []

    def writer(number: int) -> None:
        assert line.enter(10)
        order.append(number)
        line.leave()

    assert line.enter(0)
    threads = []
    for number in range(10):
        threads.append(threading.Thread(target=writer, args=(number,)))
        threads[-1].start()
        while len(line._waiting) <= number:
            time.sleep(0.001)
    line.leave()
    for thread in threads:
        thread.join()
    assert order == list(range(10))
    assert line.enter(0), "and then it is free"


def test_who_waits_too_long_leaves_and_the_next_is_let_in() -> None:
    line = Line()
    assert line.enter(0)
    assert not line.enter(0.01)
    line.leave()
    assert line.enter(0)


@only_sqlite
@pytest.mark.django_db(transaction=True)
class TestConnection:
    def is_free(self) -> bool:
        line = LINES[str(connection.settings_dict["NAME"])]
        free = line.enter(0)
        if free:
            line.leave()
        return free

    def test_it_is_ours(self) -> None:
        assert isinstance(connections["default"], DatabaseWrapper)

    def test_the_line_is_left_after_each_end_of_a_transaction(self) -> None:
        with transaction.atomic():
            Programme.objects.create(slug="one", name="One")
            with transaction.atomic():
                Programme.objects.create(slug="two", name="Two")
            assert not self.is_free()
        assert self.is_free()
        with pytest.raises(RuntimeError), transaction.atomic():
            raise RuntimeError
        assert self.is_free()
        with transaction.atomic():
            connection.close()
        assert self.is_free()

    def test_a_commit_that_fails_is_rolled_back_before_the_next_is_let_in(self) -> None:
        class Full:
            """A connection whose disk is full."""

            def __init__(self, real: object) -> None:
                self.real = real

            def commit(self) -> None:
                raise OperationalError("database or disk is full")

            def __getattr__(self, name: str) -> object:
                return getattr(self.real, name)

        connection.ensure_connection()
        real = connection.connection

        @transaction.atomic
        def write() -> None:
            Programme.objects.create(slug="one", name="One")
            connection.connection = Full(real)

        with pytest.raises(OperationalError):
            write()
        connection.connection = real
        assert self.is_free()
        assert not Programme.objects.filter(slug="one").exists()

    def test_twenty_writers_at_once_all_get_their_turn(self) -> None:
        programme = Programme.objects.create(slug="one", name="0")

        def add() -> None:
            with transaction.atomic():
                row = Programme.objects.get(pk=programme.pk)
                row.name = str(int(row.name) + 1)
                row.save()
            connections.close_all()

        threads = [threading.Thread(target=add) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        programme.refresh_from_db()
        assert programme.name == "20"
