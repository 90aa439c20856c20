"""From the upload to the library's search, over a real MPD."""

import io

import pytest

from blueprints.player.library_reader import LibraryReader
from blueprints.player.tracks import mirror
from tests.media.sounds import chunk, mp3, wav
from tests.staff import sign_in, write_cast

INFO = chunk(b"LIST", b"INFO" + chunk(b"INAM", b"Old title\0") + chunk(b"IART", b"Old artist\0"))


@pytest.fixture
def look(station, mpd):
    """`look()`: the mirror looks once MPD has no more to read."""

    def run():
        mpd.add()
        reader = LibraryReader(("127.0.0.1", mpd.port, ""))
        reader.connect()
        with station.app_context():
            mirror(reader, {})
        reader.disconnect()

    return run


@pytest.mark.parametrize("data", [mp3(200), wav(2, INFO)], ids=["mp3", "wav with old tags"])
def test_an_upload_is_found_in_the_library(station, mpd, look, data):
    station.config["RADIO_MPD_MUSIC_DIRECTORY"] = str(mpd.folder / "music")
    dj = sign_in(station, write_cast(station)["dj"])
    row = dj.post("/studio/library/uploads", data={"file": (io.BytesIO(data), "x")}).json["row"]
    tags = {"title": "Tïde", "artist": "Bö Nør", "album": "Quay", "label": "Slipway"}
    done = dj.post(f"/studio/library/uploads/{row['id']}", json=tags).json
    assert done["is_told"] is True
    look()
    (found,) = dj.get("/studio/library.json?q=bo+nor+tide").json["rows"]
    assert found["file"] == done["file"]
    assert {name: found[name] for name in tags} == tags
    heard = dj.get(f"/studio/library/audio/{found['id']}", headers={"Range": "bytes=0-3"})
    assert (heard.status_code, len(heard.data)) == (206, 4)
