"""GET /studio/library/audio/<id>: parts of a file, and only of the music folder's."""

import pytest

from tests.studio.library_rows import add_track


@pytest.fixture
def music(app, tmp_path):
    """The music folder, with a secret beside it."""
    folder = tmp_path / "music"
    (folder / "a").mkdir(parents=True)
    (tmp_path / "secret.mp3").write_bytes(b"secret")
    app.config["RADIO_MPD_MUSIC_DIRECTORY"] = str(folder)
    return folder


@pytest.fixture
def listen(app, as_staff):
    """`listen(file)`: the answer for a track with that file."""
    dj = as_staff("dj")
    return lambda file, **headers: dj.get(
        f"/studio/library/audio/{add_track(app, file)}", headers=headers
    )


def test_a_file_is_served_whole_and_in_parts(music, listen):
    data = bytes(range(256)) * 400
    (music / "a/tide.MP3").write_bytes(data)
    whole = listen("a/tide.MP3")
    assert (whole.status_code, whole.mimetype, whole.data) == (200, "audio/mpeg", data)
    assert whole.headers["Cache-Control"] == "private, no-store"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.headers["Accept-Ranges"] == "bytes"


def test_a_part_of_a_file(app, music, as_staff):
    (music / "a.flac").write_bytes(b"0123456789")
    address = f"/studio/library/audio/{add_track(app, 'a.flac')}"
    dj = as_staff("dj")
    part = dj.get(address, headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.data, part.mimetype) == (206, b"2345", "audio/flac")
    assert part.headers["Content-Range"] == "bytes 2-5/10"
    end = dj.get(address, headers={"Range": "bytes=-3"})
    assert (end.status_code, end.data) == (206, b"789")
    assert dj.get(address, headers={"Range": "bytes=10-"}).status_code == 416
    assert dj.get("/studio/library/audio/99").status_code == 404
    assert dj.get("/studio/library/audio/99999999999999").status_code == 404


def test_the_type_follows_the_ending(music, listen):
    kinds = {"ogg": "ogg", "oga": "ogg", "opus": "ogg", "wav": "wav", "m4a": "mp4", "aac": "aac"}
    for ending, kind in kinds.items():
        (music / f"x.{ending}").write_bytes(b"<script>")
        assert listen(f"x.{ending}").mimetype == f"audio/{kind}"


OUTSIDE = ("../secret.mp3", "a/../../secret.mp3", "link.mp3", "folder/secret.mp3", "a", "none.mp3",
           "page.html", ".", "x" * 2000 + ".mp3", "ring.mp3", "album.cue/track0001")  # fmt: skip


def test_what_is_no_sound_of_the_folder_is_not_found(music, listen):
    (music / "link.mp3").symlink_to(music.parent / "secret.mp3")
    (music / "folder").symlink_to(music.parent)
    (music / "ring.mp3").symlink_to(music / "ring.mp3")
    (music / "page.html").write_text("<script>")
    for file in OUTSIDE:
        answer = listen(file)
        assert (answer.status_code, b"secret" in answer.data) == (404, False), file
        assert answer.json["error"]


def test_an_absolute_path_is_not_found(music, listen):
    assert listen(str(music.parent / "secret.mp3")).status_code == 404


@pytest.mark.parametrize("folder", ["", "/nowhere/music"])
def test_without_a_music_folder_the_answer_says_so(app, music, listen, folder):
    (music / "a.mp3").write_bytes(b"x")
    app.config["RADIO_MPD_MUSIC_DIRECTORY"] = folder
    answer = listen("a.mp3")
    assert answer.status_code == 404
    assert "RADIO_MPD_MUSIC_DIRECTORY" in answer.json["todo"]


def test_an_editor_hears_nothing(app, music, as_staff):
    (music / "a.mp3").write_bytes(b"x")
    number = add_track(app, "a.mp3")
    assert as_staff("editor").get(f"/studio/library/audio/{number}").status_code == 403
    assert app.test_client().get(f"/studio/library/audio/{number}").status_code in (302, 401)
