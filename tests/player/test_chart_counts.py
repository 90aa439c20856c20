"""The counting of plays for charts."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from blueprints.player.chart_counts import PLACES, Counted, places

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def song(title="Tide", artist="Anna", plays=1, hours_ago=0, album="", label="", by=""):
    return Counted(artist, title, album, label, by, plays, NOON - timedelta(hours=hours_ago))


def charted(*songs, of="track", whole=()):
    return [(tally.title or tally.artist or tally.label, tally.plays)
            for tally in places(songs, whole)[of]]  # fmt: skip


def test_more_plays_come_first_and_of_equals_the_more_recent():
    songs = [song("Old", hours_ago=3), song("New"), song("Most", plays=2, hours_ago=9)]
    assert charted(*songs) == [("Most", 2), ("New", 1), ("Old", 1)]


def test_spellings_of_a_name_count_together_and_the_newest_is_shown():
    songs = [song("tide ", "ANNA", 2, 1), song("Tide", "Anna")]
    assert charted(*songs) == [("Tide", 3)]
    assert charted(*songs, of="artist") == [("Anna", 3)]


def test_each_artist_of_a_song_counts():
    songs = [song(artist="Anna, Ben", plays=2), song(artist="Ben", hours_ago=1)]
    assert charted(*songs, of="artist") == [("Ben", 3), ("Anna", 2)]
    assert charted(song(artist="Anna, Anna"), of="artist") == [("Anna", 1)]


def test_a_name_with_a_comma_that_the_newsroom_knows_is_one():
    songs = [song(artist="Earth, Wind & Fire")]
    assert charted(*songs, of="artist", whole={"earth, wind & fire"}) == [("Earth, Wind & Fire", 1)]


def test_albums_go_by_their_artist_and_labels_by_name():
    songs = [song("A", album="Songs", label="Quay"), song("B", album="Songs", hours_ago=1),
             song("C", "Anna, Ben", album="Songs", label="quay"),
             song("D", "Cleo", album="Songs"), song("E", "Dora", album="Mix", by="Various"),
             song("F", "Emil", album="Mix", by="Various")]  # fmt: skip
    assert charted(*songs, of="album") == [("Songs", 3), ("Mix", 2), ("Songs", 1)]
    assert charted(*songs, of="label") == [("Quay", 2)]


def test_the_label_is_the_newest_that_is_known_in_whatever_order_they_come():
    songs = [song("A", album="Songs"), song("B", album="Songs", label="Old", hours_ago=2),
             song("C", album="Songs", label="New", hours_ago=1)]  # fmt: skip
    for order in permutations(songs):
        (album,) = places(order, ())["album"]
        assert (album.label, album.plays) == ("New", 3)


def test_what_has_no_name_is_in_no_chart_and_a_hundred_are_kept():
    assert charted(song("", ""), of="track") == charted(song("", ""), of="artist") == []
    assert len(charted(*(song(f"Song {number}") for number in range(150)))) == PLACES
