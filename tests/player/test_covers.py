"""Which cover belongs to a song, and when MPD is asked."""

import time

import time_machine

from blueprints.core.extensions import begin_write, db
from blueprints.player import covers
from tests.player.helpers import song

HASH = "0123456789abcdef0123"


def remember(what, hash_):
    begin_write()
    covers.remember(what, hash_)
    db.session.commit()


def test_an_albums_songs_share_a_cover_that_is_asked_for_once(app):
    with app.app_context():
        first = song("a/1.mp3", album="Salt")
        assert covers.is_due(first)
        remember(first, HASH)
        assert covers.find_cover(song("a/2.mp3", album="Salt")).hash == HASH
        assert not covers.is_due(song("a/2.mp3", album="Salt"))


def test_another_folders_album_of_the_same_name_is_another(app):
    with app.app_context():
        remember(song("a/1.mp3", album="Greatest Hits"), HASH)
        assert covers.find_cover(song("b/1.mp3", album="Greatest Hits")) is None


def test_no_picture_is_remembered_for_a_day_and_for_that_file_alone(app):
    with app.app_context():
        bare = song("a/1.mp3", album="Salt")
        remember(bare, None)
        assert not covers.is_due(bare)
        assert covers.is_due(song("a/2.mp3", album="Salt"))
        with time_machine.travel(time.time() + 25 * 3600):
            assert covers.is_due(bare)
        remember(song("a/2.mp3", album="Salt"), HASH)
        assert covers.find_cover(bare).hash == HASH


def test_a_stream_is_never_asked_for_a_picture(app):
    with app.app_context():
        assert not covers.is_due(song("http://harbour.example/live"))
