"""Series and feed: what remains, what comes before and after."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.core.series import InFeed, InSeries, Neighbours, feed_neighbours, remaining, series_neighbours

NOON = datetime(2022, 3, 1, 12, tzinfo=UTC)
instants = st.integers(0, 5).map(lambda hours: NOON + timedelta(hours=hours))
entries = st.builds(InFeed, st.integers(1, 30), instants, st.sampled_from(["news", "report"]))


def test_numbers_are_counted_not_dates():
    assert remaining(4, 3) == 1
    assert remaining(4, 2) == 2
    assert remaining(4, 4) == 0
    assert remaining(4, 5) == 0


def test_an_unpublished_roundtable_is_stepped_over_in_the_series():
    published = [InSeries("c", 3), InSeries("a", 1)]
    assert series_neighbours(published, 3) == Neighbours(InSeries("a", 1), None)
    assert series_neighbours(published, 1) == Neighbours(None, InSeries("c", 3))
    assert series_neighbours(published, 2) == Neighbours(InSeries("a", 1), InSeries("c", 3))
    assert series_neighbours([], 2) == Neighbours()


def test_feed_neighbours_cross_regions_and_kinds():
    statement = InFeed("ecre", NOON, "news")
    here = InFeed("saone-et-loire-3", NOON + timedelta(days=1), "report")
    after = InFeed("correze-3", NOON + timedelta(days=2), "report")
    assert feed_neighbours([after, here, statement], here) == Neighbours(statement, after)
    assert feed_neighbours([here], here) == Neighbours()


def test_the_same_instant_is_ordered_by_kind_then_id():
    news, first, second = InFeed(9, NOON, "news"), InFeed(1, NOON, "report"), InFeed(2, NOON, "report")
    assert feed_neighbours([second, first, news], first) == Neighbours(news, second)


@given(st.lists(entries, unique_by=lambda entry: (entry.kind, entry.id), min_size=1))
def test_walking_along_next_visits_everything_once_and_previous_leads_back(feed):
    here = next(entry for entry in feed if feed_neighbours(feed, entry).previous is None)
    visited = [here]
    while (following := feed_neighbours(feed, here).next) is not None:
        assert feed_neighbours(feed, following).previous == here
        visited.append(following)
        here = following
    assert sorted(visited, key=repr) == sorted(feed, key=repr)


@given(st.integers(0, 50), st.integers(1, 50))
def test_what_remains_is_never_negative_and_shrinks_by_one(planned, number):
    left = remaining(planned, number)
    assert left >= 0
    assert remaining(planned, number + 1) == max(left - 1, 0)
