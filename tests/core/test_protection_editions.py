"""Several publications together: editions, counts that only grow, nested tables, coarser forms, whole numbers."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from maillage.core.protection.attacker import Interval, attack
from maillage.core.protection.editions import Unprotected, protect, protect_together, read_together
from maillage.core.protection.history import History
from maillage.core.protection.links import editions, growing, merged, nested
from maillage.core.protection.release import Form, Merge, readable_changes, release
from maillage.core.protection.rules import PUBLIC, Rule
from maillage.core.protection.tables import TOTAL, CountTable, Key, Mark, shown
from tests.core.protection_trials import a_table, a_year_later, heavy_tailed

TWO = Rule(threshold=2, width=2)


def a_list(name: str, counts: list[int | None], **more: bool) -> CountTable:
    rows = tuple("abcdefgh"[: len(counts)])
    return CountTable(name, rows, ("",), tuple((count,) for count in counts), row_totals=False, series="s", **more)


def test_the_same_counts_hidden_in_two_ways_give_each_other_away() -> None:
    """a is hidden with b in one edition and with c in the other: what one hides, the other shows."""
    first, second = a_list("1", [3, 12, 13, 14]), a_list("2", [3, 12, 13, 14])
    one = shown(first, frozenset({Key("1", "a", ""), Key("1", "b", "")}))
    other = shown(second, frozenset({Key("2", "a", ""), Key("2", "c", "")}))
    links = editions([(first,), (second,)])
    assert not any(interval.is_pinned for interval in attack([one, other]).values())
    assert all(interval.is_pinned for interval in attack([one, other], links).values())


def test_a_later_edition_keeps_the_pattern_of_the_earlier_one() -> None:
    first = protect(a_list("1", [3, 12, 13, 14])).edition
    later = protect(a_list("2", [25, 12, 40, 0]), history=History(published=(first,)))
    assert {key.row for key in later.published.hidden()} >= {"a", "b"}
    freed = protect(a_list("3", [25, 17, 40, 0]), history=History(published=(first,), keeps=False))
    assert not freed.published.hidden()


def test_a_kept_cell_that_has_become_empty_is_not_told_from_one_that_holds_some() -> None:
    """a was hidden with b; now a is all that is left, and anything from 0 to 25 fits both."""
    first = protect(a_list("1", [3, 12, 13])).edition
    later = protect(a_list("2", [25, 0, 0]), history=History(published=(first,)))
    assert set(later.intervals.values()) == {Interval(0.0, 25.0)}


def test_a_cell_that_did_not_change_stays_hidden_even_where_no_pattern_is_kept() -> None:
    first = protect(a_list("1", [3, 12, 13, 14])).edition
    later = protect(a_list("2", [25, 12, 40, 0]), history=History(published=(first,), keeps=False))
    assert later.published.cell("b", "").mark is Mark.PROTECTED


def test_one_count_that_became_small_alone_takes_its_total_with_it() -> None:
    """Nothing else changed, so that the total alone would tell it."""
    first = protect(a_list("1", [30, 40, 50])).edition
    later = protect(a_list("2", [4, 40, 50]), history=History(published=(first,)))
    assert later.published.hidden() == {Key("2", "a", ""), Key("2", TOTAL, "")}


def test_three_editions_together_leave_every_hidden_count_wide() -> None:
    chance = np.random.default_rng(3)
    counts, published = heavy_tailed(chance, 6, 4), []
    for year in range(3):
        table = a_table(str(year), counts, series="s")
        published.append(protect(table, history=History(published=tuple(published))).edition)
        counts = a_year_later(chance, counts, only_grow=False)
    intervals = read_together(published)
    assert min(interval.width for interval in intervals.values()) >= PUBLIC.width - 1e-5


def test_a_small_rise_of_a_count_that_only_grows_is_hidden_as_a_small_count() -> None:
    before, after = [40, 50, 60, 70], [43, 65, 80, 95]
    first = protect(a_list("1", [*before], only_grows=True)).edition
    grown = protect(a_list("2", [*after], only_grows=True), history=History(published=(first,)))
    assert Key("2", "a", "") in grown.published.hidden()
    assert readable_changes(first, grown.edition) == ()
    come_and_gone = protect(a_list("3", [*after]), history=History(published=(first,)))
    told = readable_changes(first, come_and_gone.edition)
    assert [(change.row, change.change, change.least, change.most) for change in told] == [("a", 3, 3.0, 3.0)]
    guarded = protect(a_list("4", [*after]), history=History(published=(first,), guards_changes=True))
    assert readable_changes(first, guarded.edition) == ()


def test_counts_that_only_grow_cannot_fall() -> None:
    with pytest.raises(ValueError, match="fell"):
        growing(a_list("1", [5]), a_list("2", [4]))


def test_that_counts_only_grow_is_used_by_the_attacker() -> None:
    """Hidden 30 + 3 in the first, 31 + 3 in the second, where nothing can fall: the second bounds the first."""
    first, second = a_list("1", [30, 3], only_grows=True), a_list("2", [31, 3], only_grows=True)
    both = [shown(table, frozenset({Key(table.name, "a", ""), Key(table.name, "b", "")})) for table in (first, second)]
    loose = attack(both)
    tight = attack(both, growing(first, second), about=[Key("2", "a", "")])
    assert loose[Key("2", "a", "")].least == 1.0
    assert tight[Key("2", "a", "")].least == 1.0
    fixed = shown(second, frozenset())
    assert attack([both[0], fixed], growing(first, second))[Key("1", "a", "")].least == 30.0


def test_a_coarse_table_does_not_give_away_what_the_fine_one_hides() -> None:
    counts = np.array([[3, 40, 50], [30, 45, 55], [31, 46, 56], [32, 47, 57]])
    fine = a_table("fine", counts)
    groups = {"north": fine.rows[:2], "south": fine.rows[2:]}
    coarse = merged(fine, "coarse", rows=groups)
    links = nested(coarse, fine, rows=groups)
    both = protect_together((coarse, fine), history=History(links=links))
    intervals = read_together([protection.edition for protection in both], links)
    assert min(interval.width for interval in intervals.values()) >= PUBLIC.width
    assert not both[0].published.hidden()
    assert [key.row for key in sorted(both[1].published.hidden())] == ["place 0", "place 0", "place 1", "place 1"]


def test_what_a_coarse_table_showed_can_leave_no_room_and_then_only_a_safe_form_is_published() -> None:
    fine = a_table("fine", np.array([[3, 40], [0, 41], [50, 42], [60, 43]]))
    groups = {"north": fine.rows[:2], "south": fine.rows[2:]}
    coarse = merged(fine, "coarse", rows=groups)
    first = release(coarse)
    assert first.protection is not None
    links = nested(coarse, fine, rows=groups)
    second = release(fine, history=History(published=(first.protection.edition,), links=links))
    published = [found.protection.edition for found in (first, second) if found.protection]
    small = Key("fine", "place 0", "status 0")
    widths = {key: interval.width for key, interval in read_together(published, links).items()}
    assert all(width >= PUBLIC.width for width in widths.values())
    assert second.protection is None or small in widths


def test_a_table_that_shows_too_little_is_merged_and_its_small_counts_stay_protected_inside() -> None:
    table = CountTable.of("t", list("abcd"), list("xy"), [[3, 4], [5, 20], [30, 9], [60, 80]])
    merge = Merge(rows={"ab": ["a", "b"], "cd": ["c", "d"]}, columns={"xy": ["x", "y"]})
    found = release(table, coarser=[Merge(rows={"bc": ["b", "c"]}), merge], least_shown=0.9)
    assert (found.form, found.merge) == (Form.MERGED, merge)
    assert found.protection is not None
    assert found.protection.published.cell("ab", "xy").count == 32
    intervals = read_together([found.protection.edition])
    small = [key for key, count in table.known().items() if PUBLIC.is_small(count)]
    assert all(intervals[key].width >= PUBLIC.width for key in small)


def test_where_nothing_else_is_left_totals_alone_are_published() -> None:
    table = a_table("t", np.array([[30, 2, 40], [3, 50, 41], [35, 36, 37]]))
    found = release(table, least_shown=1.0)
    assert found.form is Form.TOTALS_ONLY
    assert found.protection is not None
    inner = {cell.mark for key, cell in found.protection.published.items() if TOTAL not in key}
    assert inner == {Mark.PROTECTED}
    assert found.protection.published.cell(TOTAL, TOTAL).count == 274


def test_what_cannot_be_protected_is_withheld_and_says_which_cells() -> None:
    """A later table in which one count alone changed, and whose total was shown already beside it."""
    total = CountTable.listed("total", ["all"], [55], total=False)
    table = CountTable.listed("t", ["a", "b"], [5, 50])
    beside = CountTable.listed("beside", ["b"], [50], total=False)
    links = (*nested(total, table, rows={"all": ["a", "b"]}), *nested(beside, table))
    history = History(published=(protect(total).edition, protect(beside).edition), links=links)
    with pytest.raises(Unprotected) as refusal:
        protect(table, history=history)
    assert Key("t", "a", "") in refusal.value.cells
    assert release(table, history=history).form is Form.WITHHELD


def test_two_tables_of_one_name_are_refused() -> None:
    first = protect(a_list("1", [30, 40])).edition
    with pytest.raises(ValueError, match="name of its own"):
        protect(a_list("1", [30, 40]), history=History(published=(first,)))


def test_across_tables_whole_numbers_lie_inside_the_linear_interval_and_are_what_trying_all_finds() -> None:
    """Four places under three overlapping totals: no network, so that fractions may reach further than persons."""
    places = CountTable.listed("p", list("abcd"), [1, 2, 2, 1])
    pairs = {"ab": ["a", "b"], "bc": ["b", "c"], "ca": ["c", "a"]}
    sums = CountTable.listed("s", list(pairs), [3, 4, 3], total=False)
    links = nested(sums, places, rows=pairs)
    hidden = frozenset(Key("p", row, "") for row in "abcd")
    published = [shown(places, hidden), shown(sums, frozenset({Key("s", "ab", "")}))]
    loose = attack(published, links)
    whole = attack(published, links, whole_numbers=True)
    fits = [
        counts
        for counts in product(range(1, 7), repeat=4)
        if sum(counts) == 6 and counts[1] + counts[2] == 4 and counts[2] + counts[0] == 3 and counts[0] + counts[1] >= 1
    ]
    for place, row in enumerate("abcd"):
        key = Key("p", row, "")
        ends = (min(counts[place] for counts in fits), max(counts[place] for counts in fits))
        assert (whole[key].least, whole[key].most) == pytest.approx(ends, abs=1e-6)
        assert loose[key].least <= whole[key].least + 1e-6
        assert whole[key].most <= loose[key].most + 1e-6
    assert TWO.is_small(1)
