"""Facts of any roundtable, for properties that every language must keep."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from maillage.core.headcount import Headcount
from maillage.core.report import (
    LANGUAGES,
    Facts,
    Item,
    Need,
    Organiser,
    Practice,
    Programme,
    Promise,
    Room,
    Said,
)
from maillage.core.report.english import CATEGORIES, ITEM_HEADINGS
from maillage.core.wording import Wording

KINDS = [*ITEM_HEADINGS, "of a kind nobody knows"]
few = st.integers(0, 3)


def words(number: int, languages: tuple[str, ...] = LANGUAGES) -> Wording:
    """A text that tells in which language it is."""
    return Wording({language: f"Ω{number}{language}" for language in languages})


everywhere = st.builds(words, st.integers(0, 99))
somewhere = st.builds(
    words, st.integers(0, 99), st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True).map(tuple)
)
nothing = st.just(Wording())
names = st.sampled_from(["Ω1", "Ω2  Ω3", "Ω4."])
headcounts = st.one_of(
    st.none(),
    st.builds(Headcount, st.sampled_from(["people", "stakeholders"]), exact=st.integers(0, 130)),
    st.builds(Headcount, organisations=st.integers(0, 30)),
    st.builds(
        lambda least, more, bodies: Headcount("people", least=least, most=least + more, organisations=bodies),
        st.integers(0, 30),
        st.integers(0, 30),
        st.none() | st.integers(1, 30),
    ),
    st.builds(
        lambda online, on_site: Headcount("people", exact=online + on_site, online=online, on_site=on_site),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
)


def lines(text: Any) -> st.SearchStrategy[tuple[Said, ...]]:
    places = st.none() | st.integers(1, 3)
    return st.lists(st.builds(Said, st.just("n1"), text, item=places, room=places), max_size=3).map(tuple)


def any_facts(text: st.SearchStrategy[Wording]) -> st.SearchStrategy[Facts]:
    """Facts whose texts are drawn from `text`."""
    maybe = text | nothing
    needs = st.builds(
        Need,
        st.just("a1"),
        text,
        is_proposal=st.booleans(),
        addressed_to=st.lists(st.sampled_from(list(CATEGORIES)), max_size=3).map(tuple),
        addressed_in_words=maybe,
        times_raised=st.integers(1, 14),
    )
    some_needs = st.lists(needs, max_size=4).map(tuple)
    items = st.builds(
        lambda drawn: tuple(
            Item(place, kind, title, brought, presenter, minutes)
            for place, (kind, title, brought, presenter, minutes) in enumerate(drawn, start=1)
        ),
        st.lists(
            st.tuples(st.sampled_from(KINDS), maybe, maybe, names | st.just(""), st.none() | st.integers(1, 250)),
            max_size=4,
        ),
    )
    rooms = st.builds(
        lambda drawn: tuple(Room(place, title, asked) for place, (title, asked) in enumerate(drawn, start=1)),
        st.lists(st.tuples(maybe, some_needs), max_size=3),
    )
    programmes = st.builds(
        Programme,
        name=names | st.just(""),
        aim=maybe,
        funder_credit=maybe,
        other_regions=st.integers(0, 25),
        other_countries=st.lists(everywhere, max_size=3).map(tuple),
    )
    return st.builds(
        Facts,
        number=st.integers(1, 21),
        date=st.dates(date(2021, 1, 1), date(2030, 12, 31)),
        region=everywhere,
        programme=programmes,
        region_kind=everywhere | nothing,
        country=everywhere | nothing,
        planned=st.integers(0, 25),
        later_years=st.sampled_from([(), (2022,), (2021, 2022)]),
        mode=st.sampled_from(["", "online", "on_site", "hybrid"]),
        start_time=st.none() | st.just(time(1, 5)) | st.times(),
        minutes=st.none() | st.integers(1, 400),
        venue=maybe,
        subject=maybe,
        organisers=st.lists(
            st.builds(
                Organiser, names, st.sampled_from(["organiser", "co_organiser", "cooperation", "support"]), maybe
            ),
            max_size=4,
        ).map(tuple),
        headcount=headcounts,
        categories=st.dictionaries(st.sampled_from(list(CATEGORIES)), st.none() | st.integers(0, 30), max_size=4),
        categories_note=maybe,
        items=items,
        rooms=rooms,
        other_needs=some_needs,
        promises=st.lists(
            st.builds(
                Promise,
                st.just("c1"),
                text,
                names | st.just(""),
                st.none() | st.dates(date(2021, 1, 1), date(2030, 12, 31)),
                st.booleans(),
            ),
            max_size=3,
        ).map(tuple),
        practices=st.lists(st.builds(Practice, st.just("p1"), text, maybe, names | st.just("")), max_size=3).map(tuple),
        said=lines(text),
        news=lines(text),
    )
