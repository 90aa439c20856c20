"""What the public sees of a stretch of the log: the rules, without a database."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from blueprints.player.public_rows import Logged, Span, public_rows, row_heard_at

DAY = datetime(2026, 11, 28, tzinfo=UTC)
NUMBERS = count(1)


def at(clock):
    """The moment of the day that a clock shows: at("14:03")."""
    hours, minutes = clock.split(":")
    return DAY + timedelta(hours=int(hours), minutes=int(minutes))


def play(begin, end, title="Tide", source="mpd", kind="music", **more):
    usual = {"covered": False, "artist": "Anna", "album": "", "label": "", "file": "",
             "duration": None, "last_at": None}  # fmt: skip
    return Logged(id=next(NUMBERS), source=source, kind=kind, title=title, started_at=at(begin),
                  over_at=at(end) if end else None, **usual | more)  # fmt: skip


def shown(plays, gaps=(), since="14:00", until="15:00", now="15:00", **more):
    usual = {"known_since": at("0:00"), "watched_until": at(now)}
    span = Span(at(since), at(until), at(now), **usual | more)
    noted = [(at(begin), at(end)) for begin, end in gaps]
    return public_rows(plays, noted, span)


def words(rows):
    """Each row as text: what it is, from when until when."""
    found = []
    for row in rows:
        end = f"{row.ended_at:%H:%M}" if row.ended_at else "…"
        found.append(f"{row.play.title if row.play else row.why} {row.started_at:%H:%M} {end}")
    return found


def test_music_talk_and_live_sets_are_shown_and_jingles_are_not():
    rows = shown([
        play("14:00", "14:10", "Tide"),
        play("14:10", "14:11", "Ident", kind="jingle"),
        play("14:11", "14:13", "Buy", kind="spot"),
        play("14:13", "14:20", "Under it", covered=True),
        play("14:13", "14:20", "Hello", source="talk", kind="speech"),
        play("14:20", "14:40", "At the quay", source="live", kind="live"),
        play("14:40", "14:50", "A lecture", kind="speech"),
        play("14:50", "15:00", "Ropes", source="playout"),
    ])  # fmt: skip
    assert [row.kind for row in rows] == ["song", "talk", "live", "speech", "song"]
    assert words(rows)[0] == "Tide 14:00 14:10"


def test_nothing_for_two_minutes_is_a_gap_and_less_is_not():
    plays = [play("14:00", "14:10"), play("14:11", "14:30"), play("14:32", "15:00")]
    assert words(shown(plays)) == ["Tide 14:00 14:10", "Tide 14:11 14:30", "off_air 14:30 14:32",
                                   "Tide 14:32 15:00"]  # fmt: skip


def test_a_gap_of_the_watchers_is_shown_unless_something_was_logged_by_hand():
    plays = [play("14:00", "14:05"), play("14:10", "14:40", "Set", "live", "live"),
             play("14:50", "15:00")]  # fmt: skip
    rows = words(shown(plays, [("14:05", "14:50")]))
    assert rows == ["Tide 14:00 14:05", "unlogged 14:05 14:10", "Set 14:10 14:40",
                    "unlogged 14:40 14:50", "Tide 14:50 15:00"]  # fmt: skip


def test_silence_and_a_gap_that_touch_are_one_gap():
    rows = words(shown([play("14:00", "14:10")], [("14:20", "14:30")]))
    assert rows == ["Tide 14:00 14:10", "unlogged 14:10 …"]


def test_gaps_are_cut_to_what_is_asked_for_and_begin_with_the_log():
    assert words(shown([], since="14:00", until="14:30")) == ["off_air 14:00 14:30"]
    assert words(shown([], until="14:30", known_since=at("14:20"))) == ["off_air 14:20 14:30"]
    assert words(shown([], known_since=None)) == []


def test_what_began_before_fills_the_beginning():
    assert words(shown([play("13:00", "14:50", source="live", kind="live")])) == ["off_air 14:50 …"]


@pytest.mark.parametrize("watched", [None, "14:10"])
def test_silence_that_nobody_watched_is_not_called_off_air(watched):
    rows = shown([play("14:00", "14:10")], watched_until=watched and at(watched))
    assert words(rows)[-1] == "unlogged 14:10 …"


def test_an_mpd_that_was_lost_sight_of_is_not_on_air():
    rows = shown([play("14:00", None, last_at=at("14:20"))], watched_until=at("14:20"))
    assert words(rows) == ["Tide 14:00 14:20", "unlogged 14:20 …"]
    assert not any(row.is_on_air for row in rows)


def test_one_row_is_on_air_what_was_logged_by_hand_first():
    under = play("14:30", None, last_at=at("15:00"))
    rows = shown([under, play("14:40", "15:10", "Ropes", source="spin")])
    assert [(row.play.title, row.is_on_air) for row in rows if row.play] == [
        ("Tide", False),
        ("Ropes", True),
    ]


def test_under_a_jingle_nothing_is_marked_as_on_air():
    rows = shown([play("14:00", "14:59"), play("14:59", None, kind="jingle", last_at=at("15:00"))])
    assert [row.is_on_air for row in rows] == [False]


def test_a_row_is_heard_a_delay_later_and_not_there_before():
    rows = shown([play("14:00", "14:20"), play("14:20", "15:00", "Next")], now="14:19",
                 delay=timedelta(minutes=2))  # fmt: skip
    assert words(rows) == ["Tide 14:00 …"]
    assert rows[0].heard_at == at("14:02")


def test_the_row_that_was_heard_is_found():
    rows = shown([play("14:00", "14:30"), play("14:10", "14:20", "Ropes", source="spin")],
                 delay=timedelta(minutes=1))  # fmt: skip
    heard = {clock: row_heard_at(rows, at(clock)) for clock in ("14:00", "14:05", "14:15", "14:40")}
    assert heard["14:00"] is None
    assert [heard[clock].play.title for clock in ("14:05", "14:15")] == ["Tide", "Ropes"]
    assert heard["14:40"].why == "off_air"


def test_a_song_that_mpd_was_paused_in_is_not_what_was_heard_in_the_pause():
    paused = play("14:00", "14:50", duration=240.0)
    spins = [play("14:03", "14:20", "Ropes", "spin"), play("14:26", "14:47", "Salt", "spin")]
    rows = shown([paused, *spins])
    assert words(rows)[2:3] == ["off_air 14:20 14:26"]
    assert row_heard_at(rows, at("14:02")).play is paused
    assert row_heard_at(rows, at("14:23")).kind == "gap"
    assert row_heard_at(rows, at("14:48")).play is paused


def test_a_song_whose_length_is_unknown_counts_as_heard_to_its_end():
    stream = play("14:00", "14:50")
    assert row_heard_at(shown([stream]), at("14:23")).play is stream
