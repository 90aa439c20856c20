"""Import of playlist files: what is known is taken, what is not is listed, nothing else is sent."""

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from blueprints.studio.playlist_entry import LARGEST
from tests.studio.conftest import add_tracks
from tests.studio.test_playlists import ONE, STREAM, THREE, TWO, refused, saved, streams
from tests.studio.test_queue import ledger

__all__ = ["streams"]  # a fixture
IMPORT = "/studio/playlists/import"


def send(client, data, name="Mine", called="list.m3u", **more):
    """Send a file as the form does. (The client itself would leave a large one's copy open.)"""
    form = {"file": FileStorage(BytesIO(data), called), "name": name}
    boundary, body = encode_multipart(form)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(IMPORT, data=body, content_type=kind, **more)


@pytest.fixture
def dj(app, as_staff):
    """A DJ of a station with six tracks, whose MPD is never asked."""
    app.config.update(RADIO_MPD_HOST="127.0.0.1", RADIO_MPD_PORT=1)
    add_tracks(app)
    return as_staff("dj")


def test_what_is_known_is_taken_and_what_is_not_is_listed(other_dj, mpd, station, streams):
    station.config["RADIO_MPD_MUSIC_DIRECTORY"] = "/srv/music"
    data = f"""#EXTM3U\r
#EXTINF:30,Amber Choir - Tone 1\r
{ONE}\r
/srv/music/{TWO}\r
/etc/passwd\r
../../etc/shadow\r
D:\\Music\\{THREE}\r
http://evil.example/{ONE}\r
{STREAM}\r
file:///srv/music/tone%201.wav\r
Übermut.mp3\r
""".encode("latin-1")
    answer = send(other_dj.client, data).get_json()
    assert answer == {
        "name": "Mine",
        "taken": 5,
        "unknown": [
            "Line 5: /etc/passwd",
            "Line 6: ../../etc/shadow",
            "Line 8: http://evil.example/tone 1.wav",
            "Line 11: Übermut.mp3",
        ],
        "unknown_count": 4,
        "is_cut": False,
    }
    assert saved(mpd) == {"Mine": [ONE, TWO, THREE, STREAM, ONE]}
    assert refused(send(other_dj.client, data), 409)
    assert ledger(station)[-1] == ("imported", "imported “Mine”", "Dov Dial")


@pytest.mark.parametrize("format_", ["m3u", "xspf"])
def test_what_was_exported_is_imported_again(format_, other_dj, mpd, streams):
    with mpd.client() as client:
        for file in (TWO, STREAM, ONE, TWO):
            client.playlistadd("First", file)
    export = other_dj.client.get(f"/studio/playlists/export?name=First&format={format_}").data
    assert send(other_dj.client, export, "Second").get_json()["taken"] == 4
    assert saved(mpd)["Second"] == saved(mpd)["First"] == [TWO, STREAM, ONE, TWO]


def test_ten_thousand_tracks_of_a_longer_file(other_dj, mpd):
    answer = send(other_dj.client, f"{ONE}\n".encode() * 100_001, "Long").get_json()
    assert (answer["taken"], answer["is_cut"]) == (10_000, True)
    assert len(saved(mpd)["Long"]) == 10_000


def test_what_mpd_has_no_more_is_listed_too(other_dj, mpd):
    (mpd.folder / "music" / TWO).unlink()
    mpd.add()
    answer = send(other_dj.client, f"{TWO}\n{ONE}\n".encode()).get_json()
    assert (answer["taken"], answer["unknown"], answer["unknown_count"]) == (1, [TWO], 1)


def test_a_file_of_which_nothing_is_known_makes_no_playlist(dj):
    answer = send(dj, b"<b>x</b>\n".replace(b"<b>", b"a<b>") * 5000)
    assert refused(answer, 422) == "None of the tracks in this file are in the library."
    told = answer.get_json()
    assert (len(told["unknown"]), told["unknown_count"]) == (200, 5000)
    assert told["unknown"][1] == "Line 2: a<b>x</b>"
    assert len(answer.data) < 20_000


LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha">]><playlist><trackList><track><title>&a;</title></track>'
UNREADABLE = [
    (LAUGHS, "This XSPF file has a document type, which isn’t allowed here."),
    (b"<playlist>\n<oops>", "This XSPF file has an error in line 2."),
    (b"<html></html>", "This file isn’t an M3U or XSPF playlist."),
    (b"ID3\x03\x00\x00\x00" * 100, "This file isn’t an M3U or XSPF playlist."),
    (b"", "None of the tracks in this file are in the library."),
    (b"#EXTM3U\n", "None of the tracks in this file are in the library."),
    (b"[playlist]\nFile1=a.mp3\n", "None of the tracks in this file are in the library."),
    (b"/\n//\n..\n.\n\\\n%2F%00\n~\n", "None of the tracks in this file are in the library."),
    ("<playlist/>".encode("utf-16"), "None of the tracks in this file are in the library."),
    (b"a" * (LARGEST + 1), "This file is larger than 5 MB."),
    (b"a" * (LARGEST + 200_000), "This file is too large for a playlist."),
]


def test_files_that_cannot_be_used_are_refused_in_words(dj):
    for data, words in UNREADABLE:
        answer = send(dj, data, called="list.xspf")
        assert answer.status_code in (413, 422)
        assert answer.get_json()["error"] == words


def test_a_form_without_file_or_name_is_refused(dj):
    assert refused(dj.post(IMPORT), 422) == "Choose an M3U or XSPF file."
    assert refused(dj.post(IMPORT, data={"file": "text", "name": "x"}), 422)
    assert refused(dj.post(IMPORT, json={"file": "x"}), 422)
    broken = {"data": b"--x\r\nnonsense", "content_type": "multipart/form-data; boundary=x"}
    assert dj.post(IMPORT, **broken).status_code in (400, 422)
    for name in ("", "../x", "a\nb", "x" * 81):
        assert refused(send(dj, ONE.encode(), name), 422)


def test_the_token_is_asked_for(app, dj):
    app.config["WTF_CSRF_ENABLED"] = True
    assert send(dj, ONE.encode()).status_code == 400
