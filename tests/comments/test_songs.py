"""“While … played” beside a reply: the song that was on air, and never what is no song."""

import pytest

from blueprints.comments.songs import title_of
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.models import Play

SONG = {"title": "Low Tide", "artist": "The Dry Docks", "file": "low-tide.flac"}
STREAM = "http://relay.example/live"
PLAYS = {
    "a song": (SONG, True),
    "a song without artist": (SONG | {"artist": ""}, True),
    "a song of a relayed stream": (SONG | {"file": STREAM}, True),
    "a relayed stream's own name": ({"title": "Relay FM", "file": STREAM}, False),
    "the station's own name": ({"title": "AERIAL 87.9"}, False),
    "the station's own name beside another": (SONG | {"title": "Aerial 87.9"}, False),
    "the station as the artist": (SONG | {"artist": "Aerial 87.9", "file": STREAM}, False),
    "a jingle": (SONG | {"kind": "jingle"}, False),
    "a talk": (SONG | {"kind": "speech"}, False),
    "nothing with a name": (SONG | {"title": ""}, False),
}


@pytest.mark.parametrize("name", PLAYS)
def test_only_songs_are_named(app, client, story, write, name):
    columns, is_song = PLAYS[name]
    with app.app_context():
        play = Play(source="mpd", started_at=clock.now(), **columns)
        db.session.add(play)
        db.session.commit()
        number, shown = play.id, title_of(play, "Aerial 87.9")
    write(story, play_id=number)
    words = f"while “{columns['title']}” played"
    assert shown == (columns["title"] if is_song else None)
    for page in (story, "/"):
        assert (words in client.get(page).text) == is_song
        assert ('class="while"' in client.get(page).text) == is_song
