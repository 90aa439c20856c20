"""What MPD played under rows logged by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.player.covered import is_covered, outside

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


def at(seconds):
    return NOON + timedelta(seconds=seconds)


def stretch(begin, end):
    return at(begin), at(end)


@pytest.mark.parametrize(
    ("manual", "covered"),
    [
        ([], False),
        ([(0, 200)], True),
        ([(-50, 500)], True),
        ([(4.9, 200)], True),
        ([(5, 200)], False),
        ([(0, 195)], False),
        ([(0, 195.1)], True),
        ([(2, 100), (90, 198)], True),
        ([(2, 100), (102, 198)], False),
        ([(-50, 0), (200, 300)], False),
        ([(2, 198), (50, 60)], True),
    ],
)
def test_less_than_five_seconds_heard_is_covered(manual, covered):
    assert is_covered(stretch(0, 200), [stretch(*row) for row in manual]) == covered


@pytest.mark.parametrize(("since", "covered"), [(1.9, True), (2, False)])
def test_of_a_short_play_half_must_be_heard(since, covered):
    assert is_covered(stretch(0, 4), [stretch(since, 60)]) == covered


@pytest.mark.parametrize(
    ("manual", "covered"), [([], False), ([(-5, 5)], True), ([(-5, 0)], False)]
)
def test_a_play_that_has_just_begun_is_covered_under_a_row(manual, covered):
    assert is_covered(stretch(0, 0), [stretch(*row) for row in manual]) == covered


seconds = st.integers(-50, 350)
rows = st.lists(st.tuples(seconds, seconds).map(sorted).map(tuple), max_size=6)


@given(st.integers(1, 300), rows)
def test_it_agrees_with_a_count_of_each_second(length, manual):
    heard = sum(not any(a <= second < b for a, b in manual) for second in range(length))
    play, found = stretch(0, length), [stretch(*row) for row in manual]
    assert outside(play, found).total_seconds() == heard
    assert is_covered(play, found) == (heard < min(5, length / 2))


@given(st.integers(1, 300), rows, st.tuples(seconds, seconds).map(sorted).map(tuple))
def test_one_more_row_never_uncovers(length, manual, more):
    play, found = stretch(0, length), [stretch(*row) for row in manual]
    assert is_covered(play, [*found, stretch(*more)]) >= is_covered(play, found)
