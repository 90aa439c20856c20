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


def test_songs_of_no_album_have_covers_of_their_own(app):
    with app.app_context():
        remember(song("a/1.mp3"), HASH)
        assert covers.find_cover(song("a/1.mp3")).hash == HASH
        assert covers.find_cover(song("a/2.mp3")) is None


def test_an_album_is_the_same_in_any_case_and_under_its_artist_in_any_folder(app):
    with app.app_context():
        remember(song("a/1.mp3", album="Salt", album_artist="Anna"), HASH)
        assert covers.find_cover(song("b/2.mp3", album="SALT", album_artist="anna")).hash == HASH
        assert covers.find_cover(song("a/2.mp3", album="Salt", album_artist="Bert")) is None


def test_album_and_folder_cannot_be_mistaken_for_another(app):
    assert covers.keys_of(song("ab/1.mp3", album="c")) != covers.keys_of(
        song("a/1.mp3", album="bc")
    )


def test_a_cover_found_takes_the_place_of_none(app):
    with app.app_context():
        single = song("a/1.mp3")
        remember(single, None)
        remember(single, HASH)
        assert covers.find_cover(single).hash == HASH
        with time_machine.travel(time.time() + 400 * 24 * 3600):
            assert not covers.is_due(single)
