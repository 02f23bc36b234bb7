"""Where not every choice of leaders can be tried, some are proposed by one rule."""

from maillage.cooperation.leader_choice import with_leaders
from maillage.core.rooms import Person, RoomToFill


def person(key, *languages, **more):
    return Person(key, languages=frozenset(languages), **{"may_lead": True, "may_write": True, **more})


def tasks(people, rooms, before=None):
    return {room.id: (room.facilitator, room.note_taker) for room in with_leaders(people, rooms, before)}


def test_the_leaders_together_talk_with_as_many_as_they_can():
    people = [person("a", "fr"), person("b", "fr"), person("c", "pl"), person("d", "pl", may_lead=False)]
    assert tasks(people, [RoomToFill(1), RoomToFill(2)]) == {1: ("a", "b"), 2: ("c", "d")}


def test_who_is_named_stays_and_is_not_proposed_again():
    people = [person("a"), person("b"), person("c")]
    assert tasks(people, [RoomToFill(1, facilitator="a"), RoomToFill(2)]) == {1: ("a", "c"), 2: ("b", None)}


def test_who_sits_there_already_goes_first_and_who_was_put_elsewhere_is_left_alone():
    people = [person("a"), person("b", stays=2), person("c")]
    assert tasks(people, [RoomToFill(1), RoomToFill(2)], {"c": 1}) == {1: ("c", "a"), 2: ("b", None)}


def test_nobody_is_called_upon_who_may_not():
    people = [person("a", may_lead=False, may_write=False)]
    assert tasks(people, [RoomToFill(1)]) == {1: (None, None)}
