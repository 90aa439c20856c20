"""What a song is called, and what kind of play it is."""

import pytest

from blueprints.core.config import SETTINGS
from blueprints.player.display_names import kind_of, label_of
from tests.player.helpers import song

KINDS = next(s for s in SETTINGS if s.name == "RADIO_PLAY_KINDS")
USUAL = KINDS.read(KINDS.default)


def test_tags_are_shown_as_they_are():
    label = label_of(song(title="Tide", artist="Anna", album="Salt"))
    assert (label.title, label.artist, label.album) == ("Tide", "Anna", "Salt")


@pytest.mark.parametrize(
    ("what", "title"),
    [
        (song(title="", file="old tapes/side b.wav"), "side b"),
        (song(title=" \t ", file="a/b.c.mp3"), "b.c"),
        (song(title="", name="Harbour FM", file="http://harbour.example/live"), "Harbour FM"),
        (song(title="", file="http://user:secret@harbour.example/live.mp3"), ""),
        (song(title="a\nb\x00c\u0085d"), "a b c d"),
        (song(title="e\u0301"), "é"),
        (song(title="x" * 9000), "x" * 300),
        (song(title="موج 🌊"), "موج 🌊"),
    ],
)
def test_titles_of_every_kind(what, title):
    assert label_of(what).title == title


@pytest.mark.parametrize("title", ["", "Radio - Harbour", "RADIO - harbour "])
def test_a_stream_that_says_its_own_name_is_live_and_has_no_artist(title):
    relay = song("http://relay.example/live", title=title, artist="", name="Radio - Harbour")
    assert kind_of(relay, USUAL) == "live"
    assert label_of(relay).artist == ""


def test_without_an_artist_the_albums_stands_in():
    assert label_of(song(artist="", album_artist="Amber Choir")).artist == "Amber Choir"


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        (song(), "music"),
        (song(file="jingles/ident.mp3"), "jingle"),
        (song(file="music/jingles/ident.mp3"), "music"),
        (song(genre="JINGLE"), "jingle"),
        (song(genre="Spots"), "spot"),
        (song(file="speech/tides.mp3"), "speech"),
        (song(genre="Jingle Bell Rock"), "music"),
    ],
)
def test_kinds_go_by_folder_or_genre(what, kind):
    assert kind_of(what, USUAL) == kind
