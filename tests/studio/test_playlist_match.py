"""What the entries of a playlist file mean, of what the station has."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.studio.playlist_entry import Entry
from blueprints.studio.playlist_match import Catalogue

COMPOSED = "songs/Café Übermut.mp3"
DECOMPOSED = unicodedata.normalize("NFD", "songs/Née.mp3")
FILES = [
    "a/one.mp3", "a/two.mp3", "b/two.mp3", "top.mp3", "100%25.mp3", "a/50%.mp3", "a/#1.mp3",
    "a/what?.mp3", "back\\slash.mp3", "AC: DC/x.mp3", "mailto:me.mp3", COMPOSED, DECOMPOSED,
]  # fmt: skip
STREAM = "https://relay.example/live.mp3?a=b"
KNOWN = Catalogue(FILES, [STREAM], "/srv/Müsic/")


def found(*locations):
    return KNOWN.find(Entry(locations))


MEANT = [
    ("a/one.mp3", "a/one.mp3"),
    ("./a/one.mp3", "a/one.mp3"),
    ("a//one.mp3", "a/one.mp3"),
    ("a/../a/one.mp3", "a/one.mp3"),
    ("a\\one.mp3", "a/one.mp3"),
    ("a%2Fone.mp3", "a/one.mp3"),
    ("file:a/one.mp3", "a/one.mp3"),
    ("/srv/Müsic/a/two.mp3", "a/two.mp3"),
    ("/srv/Müsic/b/two.mp3", "b/two.mp3"),
    ("file:///srv/M%C3%BCsic/b/two.mp3", "b/two.mp3"),
    ("FILE://localhost/srv/M%C3%BCsic/b/two.mp3", "b/two.mp3"),
    (unicodedata.normalize("NFD", "/srv/Müsic/b/two.mp3"), "b/two.mp3"),
    ("/srv/Müsic/../Müsic/b/two.mp3", "b/two.mp3"),
    (unicodedata.normalize("NFD", COMPOSED), COMPOSED),
    (unicodedata.normalize("NFC", DECOMPOSED), DECOMPOSED),
    ("100%25.mp3", "100%25.mp3"),
    ("100%2525.mp3", "100%25.mp3"),
    ("a/50%.mp3", "a/50%.mp3"),
    ("a/%231.mp3", "a/#1.mp3"),
    ("a/what%3F.mp3", "a/what?.mp3"),
    ("file:///srv/M%C3%BCsic/a/%231.mp3", "a/#1.mp3"),
    ("back\\slash.mp3", "back\\slash.mp3"),
    ("AC%3A%20DC/x.mp3", "AC: DC/x.mp3"),
    ("AC: DC/x.mp3", "AC: DC/x.mp3"),
    ("mailto:me.mp3", "mailto:me.mp3"),
    (STREAM, STREAM),
    (f" {STREAM} ", STREAM),
    # by its name alone, where only one file has it
    ("C:\\My Music\\one.mp3", "a/one.mp3"),
    ("/home/dana/one.mp3", "a/one.mp3"),
    ("../../../etc/one.mp3", "a/one.mp3"),
    ("file:///C:/My%20Music/one.mp3", "a/one.mp3"),
    ("file:///elsewhere/Caf%C3%A9%20%C3%9Cbermut.mp3", COMPOSED),
]


@pytest.mark.parametrize(("location", "file"), MEANT)
def test_a_location_that_is_known(location, file):
    assert found(location) == file


UNKNOWN = [
    "/etc/passwd", "../../etc/passwd", "a/three.mp3", "two.mp3", "/elsewhere/two.mp3", "A/ONE.mp3",
    "", " ", "/", ".", "..", "a", "a/", "\0", "a/one.mp3\0", "\ud800", "file:", "file://",
    "file:///", "file://host/srv/Müsic/a/one.mp3", "file://[/a/one.mp3",
    "https://relay.example/other", "https://relay.example/live.mp3", "http://evil.example/one.mp3",
    "HTTP://evil.example/a/one.mp3", "smb://nas/one.mp3", "qobuz://track/1", "javascript:alert(1)",
    "https://relay.example/live.mp3?a=b\r\nclear",
]  # fmt: skip


@pytest.mark.parametrize("location", UNKNOWN)
def test_a_location_that_is_not_known(location):
    assert found(location) is None


def test_the_first_location_that_is_known_counts():
    assert found("https://elsewhere.example/one.mp3", "a/two.mp3") == "a/two.mp3"
    assert found("/elsewhere/one.mp3", "a/two.mp3") == "a/two.mp3"
    assert found() is None


def test_without_a_known_music_folder_paths_below_it_are_found_by_name():
    assert Catalogue(FILES, []).find(Entry(("/srv/Müsic/a/one.mp3",))) == "a/one.mp3"


@given(st.text())
def test_only_what_is_known_is_ever_found(location):
    assert found(location) in {None, STREAM, *FILES}
    assert found(f"file://{location}") in {None, *FILES}
