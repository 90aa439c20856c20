"""tree: where replies stand, and the branches of a page."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.comments.tree import (
    AFTER_DIGITS,
    DEEPEST,
    Opinion,
    grow,
    level_of,
    number_of,
    path_of,
    stand_under,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAGE = 50


def opinion(number, above=""):
    """The reply of that number under the one whose path is `above`."""
    return Opinion(
        id=number,
        parent_id=number_of(above),
        path=path_of(above, number),
        is_removed=False,
        name="",
        website="",
        text="",
        at=NOON,
        to_name=None,
        playing=None,
    )


@st.composite
def threads(draw):
    """Replies in the order of their writing, each to the story or to an earlier one."""
    written = []
    for number in range(1, draw(st.integers(0, 160)) + 1):
        answered = draw(st.integers(0, len(written)))
        path = written[answered - 1].path if answered else ""
        written.append(opinion(number, stand_under(path)))
    return written


def read(branches):
    """The branches as they are read, each before its answers."""
    for branch in branches:
        yield branch
        yield from read(branch.answers)


def as_remembered(written):
    """The numbers in reading order, by a walk from each reply to its answers."""

    def walk(parent):
        for answer in written:
            if answer.parent_id == parent:
                yield answer.id
                yield from walk(answer.id)

    return list(walk(None))


@given(threads())
def test_a_thread_is_shown_whole_and_in_order_over_pages(written):
    placed = sorted(written, key=lambda opinion: opinion.path)
    pages = [grow(placed[start : start + PAGE]) for start in range(0, len(placed), PAGE)]
    shown = [branch.opinion.id for page in pages for branch in read(page)]
    assert shown == as_remembered(written)


@given(threads())
def test_only_the_answers_to_an_earlier_page_are_torn(written):
    placed = sorted(written, key=lambda opinion: opinion.path)
    for start in range(0, len(placed), PAGE):
        page = placed[start : start + PAGE]
        here = {opinion.id for opinion in page}
        for branch in read(grow(page)):
            parent = branch.opinion.parent_id
            assert branch.is_torn == (parent is not None and parent not in here)


@given(threads())
def test_no_reply_stands_deeper_than_the_deepest(written):
    for branch in read(grow(sorted(written, key=lambda opinion: opinion.path))):
        assert 1 <= branch.level <= DEEPEST
        assert branch.level == len(branch.opinion.path) / 10
        assert [answer.level for answer in branch.answers] == [branch.level + 1] * len(
            branch.answers
        )


@given(st.lists(st.integers(1, 2**31 - 1), min_size=1, max_size=DEEPEST),
       st.integers(1, 2**31 - 1))  # fmt: skip
def test_what_stands_below_a_path_is_between_it_and_its_end(numbers, other):
    path = ""
    for number in numbers:
        path = path_of(path, number)
    below, beside = path_of(path, other), path_of(path[:-10], other)
    assert path < below < path + AFTER_DIGITS
    assert other == numbers[-1] or not path < beside < path + AFTER_DIGITS


@pytest.mark.parametrize(("level", "under"), [(0, 0), (1, 1), (4, 4), (5, 4)])
def test_an_answer_stands_below_but_for_the_deepest_beside_which_it_stands(level, under):
    path = "".join(path_of("", number) for number in range(1, level + 1))
    assert level_of(path) == level
    assert stand_under(path) == path[: under * 10]


@pytest.mark.parametrize(
    ("level", "deepest", "under"),
    [(0, 1, 0), (1, 1, 0), (5, 1, 0), (1, 2, 1), (4, 2, 1), (2, 3, 2)],
)
def test_below_the_stations_own_depth_answers_stand_beside_each_other(level, deepest, under):
    path = "".join(path_of("", number) for number in range(1, level + 1))
    assert stand_under(path, deepest) == path[: under * 10]


@pytest.mark.parametrize(("path", "number"), [("", None), ("0000000007", 7),
                                              ("00000000072147483647", 2147483647)])  # fmt: skip
def test_a_path_ends_with_the_number_of_its_reply(path, number):
    assert number_of(path) == number


def test_a_page_without_opinions_has_no_branches():
    assert grow([]) == []
