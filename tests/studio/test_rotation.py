"""Rotation rules, by example and against a model that looks at all pairs."""

from datetime import datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.studio.rotation import Coming, Heard, Rules, warnings

UTC = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC).timestamp()
MINUTE, HOUR = 60, 3600


def rules(rotation="spaced", explicit_from="22:00", explicit_until="06:00", zone=UTC):
    return Rules(rotation, explicit_from, explicit_until, zone)


def coming(artist="anna", title="tide", album="", minutes=0.0, explicit=None, is_music=True):
    return Coming(artist, title, album, NOON + minutes * MINUTE, explicit, is_music)


def heard(artist="anna", title="tide", album="", minutes=0.0):
    return Heard(artist, title, album, NOON + minutes * MINUTE)


def told(past, queue, by=None):
    """[(kind, its first value)] for each row of the queue."""
    found = warnings(past, queue, by or rules())
    return [[(one.kind, next(iter(one.values.values()))) for one in row] for row in found]


def test_the_same_artist_is_too_near_within_30_minutes():
    queue = [coming(title="ropes", minutes=9), coming(title="salt", minutes=39)]
    assert told([heard()], queue) == [[("artist", 9)], []]


def test_the_same_track_is_too_near_within_3_hours():
    past = [heard(minutes=-179.5)]
    assert told(past, [coming()]) == [[("track", 179)]]
    assert told(past, [coming(minutes=0.5)]) == [[]]


def test_the_same_track_within_30_minutes_is_said_once():
    assert told([heard()], [coming(minutes=9)]) == [[("track", 9)]]


def test_another_track_of_the_artist_between_is_said_too():
    past = [heard(), heard(title="ropes", minutes=20)]
    assert told(past, [coming(minutes=30)]) == [[("track", 30), ("artist", 10)]]


def test_rows_of_the_queue_count_for_the_later_ones():
    queue = [coming(), coming(artist="bo"), coming(minutes=8)]
    assert told([], queue) == [[], [], [("track", 8)]]


def test_names_that_are_unknown_are_not_the_same():
    queue = [coming("", ""), coming("", "", minutes=3), coming("", "tide", minutes=6)]
    assert told([], queue) == [[], [], []]


def test_jingles_and_talk_are_not_counted():
    queue = [coming(is_music=False), coming(minutes=1, is_music=False), coming(minutes=2)]
    assert told([], queue) == [[], [], []]


def test_without_rules_nothing_is_too_near():
    queue = [coming(), coming(minutes=3)]
    assert told([heard()], queue, rules("off")) == [[], []]


def test_us_three_of_an_album_in_three_hours():
    queue = [
        coming(f"a{n}", "tide", "numbers" if n % 2 == 0 else f"b{n}", 20 * n) for n in range(8)
    ]
    assert told([], queue, rules("us")) == [[]] * 6 + [[("album_count", 4)], []]


def test_us_two_of_an_album_in_a_row():
    queue = [coming(f"a{n}", "tide", "numbers", 4 * n) for n in range(3)]
    assert told([], queue, rules("us")) == [[], [], [("album_row", 3)]]


def test_us_four_of_an_artist_in_three_hours():
    queue = [coming("anna" if n % 2 == 0 else f"a{n}", "tide", f"b{n}", 10 * n) for n in range(10)]
    assert told([], queue, rules("us")) == [[]] * 8 + [[("artist_count", 5)], []]


def test_us_three_of_an_artist_in_a_row():
    queue = [coming(album=f"b{n}", minutes=4 * n) for n in range(4)]
    assert told([], queue, rules("us")) == [[], [], [], [("artist_row", 4)]]


def test_us_what_is_three_hours_ago_is_over():
    past = [heard(album="numbers", minutes=minutes) for minutes in (-180, -120, -60)]
    row = [coming(album="numbers")]
    assert told(past, row, rules("us")) == [[("album_row", 3)]]
    past[0] = heard(album="numbers", minutes=-179)
    assert told(past, row, rules("us")) == [
        [("artist_row", 4), ("album_count", 4), ("album_row", 4)]
    ]


def test_us_a_row_goes_on_after_a_jingle_and_ends_with_other_music():
    one = coming(album="numbers")
    jingle, other = coming("", "ident", is_music=False), coming("", "", "")
    assert told([], [one, one, jingle, one], rules("us"))[-1] == [("album_row", 3)]
    assert told([], [one, one, other, one], rules("us"))[-1] == []


BY_CLOCK = [
    ("22:00", "06:00", "2026-11-29T21:59:59", False),
    ("22:00", "06:00", "2026-11-29T22:00:00", True),
    ("22:00", "06:00", "2026-11-30T05:59:59", True),
    ("22:00", "06:00", "2026-11-30T06:00:00", False),
    ("09:00", "17:00", "2026-11-29T08:59:59", False),
    ("09:00", "17:00", "2026-11-29T16:59:59", True),
    ("09:00", "17:00", "2026-11-29T17:00:00", False),
    ("00:00", "00:00", "2026-11-29T12:00:00", True),
    # 25 October 2026: the hour from 2 to 3 comes twice
    ("02:30", "02:45", "2026-10-25T02:30:00+02:00", True),
    ("02:30", "02:45", "2026-10-25T02:50:00+02:00", False),
    ("02:30", "02:45", "2026-10-25T02:30:00+01:00", True),
    # 29 March 2026: the hour from 2 to 3 is left out
    ("02:30", "06:00", "2026-03-29T01:59:59+01:00", False),
    ("02:30", "06:00", "2026-03-29T03:00:00+02:00", True),
    ("22:00", "02:30", "2026-03-29T01:59:59+01:00", True),
    ("22:00", "02:30", "2026-03-29T03:00:00+02:00", False),
]


@pytest.mark.parametrize(("begin", "end", "at", "is_allowed"), BY_CLOCK)
def test_explicit_words_have_hours_by_the_clock(begin, end, at, is_allowed):
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=BERLIN)
    row = Coming("", "", "", moment.timestamp(), True, True)
    found = told([], [row], rules("off", begin, end, BERLIN))
    assert found == [[] if is_allowed else [("explicit", begin)]]


@pytest.mark.parametrize("explicit", [False, None])
def test_only_marked_rows_are_warned_of(explicit):
    assert told([], [coming(explicit=explicit)]) == [[]]


def test_a_jingle_may_be_explicit_too():
    assert told([], [coming(explicit=True, is_music=False)]) == [[("explicit", "22:00")]]


def naive(past, queue, rotation):
    """The kinds of warnings of each row, found by looking back at everything before."""
    found, before = [], list(past)
    for row in queue:
        if not row.is_music:
            found.append(set())
            continue
        one = Heard(row.artist_key, row.title_key, row.album_key, row.starts_at)
        found.append(set(BROKEN[rotation](before, one)))
        before.append(one)
    return found


def spaced(before, one):
    tracks = [b for b in before if b.title_key and track_of(b) == track_of(one)]
    artists = [b for b in before if b.artist_key and b.artist_key == one.artist_key]
    if tracks and one.started_at - tracks[-1].started_at < 3 * HOUR:
        yield "track"
    is_near = artists and one.started_at - artists[-1].started_at < HOUR / 2
    if is_near and not (tracks and tracks[-1].started_at == artists[-1].started_at):
        yield "artist"


def track_of(row):
    return row.artist_key, row.title_key


def us(before, one):
    for key, most, in_a_row in (("artist", 4, 3), ("album", 3, 2)):
        recent = [*(b for b in before if one.started_at - b.started_at < 3 * HOUR), one]
        keys = [getattr(row, f"{key}_key") for row in recent]
        own = keys[-1]
        if own and keys.count(own) > most:
            yield f"{key}_count"
        if own and len(list(takewhile(lambda k, own=own: k == own, reversed(keys)))) > in_a_row:
            yield f"{key}_row"


BROKEN = {"spaced": spaced, "us": us, "off": lambda *_: ()}
KEYS = st.sampled_from(["", "a", "b"])
STEPS = st.integers(0, 80)


@st.composite
def broadcasts(draw):
    """A past and a queue in the order of time."""
    at, past, queue = NOON, [], []
    for keys, step in draw(st.lists(st.tuples(st.tuples(KEYS, KEYS, KEYS), STEPS), max_size=12)):
        at += step * MINUTE
        past.append(Heard(*keys, at))
    rows = st.tuples(st.tuples(KEYS, KEYS, KEYS), STEPS, st.integers(0, 4))
    for keys, step, chance in draw(st.lists(rows, max_size=25)):
        at += step * MINUTE
        queue.append(Coming(*keys, at, None, chance > 0))
    return past, queue


@given(broadcasts(), st.sampled_from(["spaced", "us", "off"]))
def test_as_a_look_at_everything_finds_it(broadcast, rotation):
    past, queue = broadcast
    found = warnings(past, queue, rules(rotation))
    assert [{one.kind for one in row} for row in found] == naive(past, queue, rotation)
