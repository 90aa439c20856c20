"""Clips: checked by content, stripped of what their tags tell, kept by their hash."""

import io
from contextlib import suppress

import pytest

from blueprints.media import audio
from blueprints.media.audio import UnusableSound, store_sound
from tests.media.sounds import SECRET, SOUNDS, id3, m4a, mp3, opus, wav

SECONDS = {"wav": 1.0, "mp3": 2.09, "flac": 2.0, "ogg": 3.0, "m4a": 4.0}


@pytest.mark.parametrize("ending", SOUNDS)
def test_a_clip_is_kept_without_what_its_tags_tell(folder, ending):
    assert SECRET in SOUNDS[ending]
    stored = store_sound(io.BytesIO(SOUNDS[ending]), folder)
    (path,) = folder.iterdir()
    kept = path.read_bytes()
    assert path.name == f"{stored.hash}.{ending}"
    assert stored.seconds == pytest.approx(SECONDS[ending], abs=0.1)
    assert stored.bytes == len(kept)
    assert SECRET not in kept
    assert b"+54.0+021.0" not in kept
    again = store_sound(io.BytesIO(kept), folder)
    assert again == stored


def test_two_copies_that_differ_in_their_tags_are_one_clip(folder):
    hashes = {store_sound(io.BytesIO(tag + mp3()), folder).hash for tag in (b"", id3(), id3(b"x"))}
    assert len(hashes) == 1
    assert len(list(folder.iterdir())) == 1


HTML = b"<!doctype html><script>alert(1)</script>"
REFUSED = {
    "nothing": (b"", "This file is empty"),
    "html": (HTML, "isn’t supported"),
    "html in an mp3's clothes": (
        b"\xff\xfb\x90\x64" + HTML * 50,
        "can’t be opened|isn’t supported",
    ),
    "html behind a tag": (id3() + HTML * 50, "can’t be opened|isn’t supported"),
    "html in an ogg's clothes": (b"OggS" + HTML, "neither Opus nor Vorbis"),
    "html in a wav's clothes": (b"RIFF\0\0\0\0WAVE" + HTML, "can’t be opened"),
    "html in a flac's clothes": (b"fLaC" + HTML, "can’t be opened"),
    "html in an m4a's clothes": (b"\0\0\0\x10ftypM4A " + HTML, "can’t be opened"),
    "a film": (m4a(handler=b"vide"), "This is a video"),
    "silence of no length": (wav(0), "no sound"),
    "half an ogg": (opus()[:100], "can’t be opened"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "isn’t supported"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_sound_is_refused_in_words_and_nothing_is_kept(folder, data, words):
    with pytest.raises(UnusableSound, match=words):
        store_sound(io.BytesIO(data), folder)
    assert list(folder.iterdir()) == []


def test_a_clip_of_too_many_bytes_is_refused(folder, monkeypatch):
    monkeypatch.setattr(audio, "MOST_BYTES", 100)
    with pytest.raises(UnusableSound, match="larger than 60 MB"):
        store_sound(io.BytesIO(wav()), folder)


def test_a_recording_that_was_cut_off_is_taken_for_what_is_there(folder):
    whole = wav(2.0)
    stored = store_sound(io.BytesIO(whole[: len(whole) // 2]), folder)
    assert stored.seconds == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("ending", SOUNDS)
def test_broken_sounds_are_taken_or_refused_and_nothing_else(folder, ending):
    whole = SOUNDS[ending]
    for place in range(0, min(len(whole), 400), 3):
        broken = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        with suppress(UnusableSound):
            store_sound(io.BytesIO(broken), folder)
