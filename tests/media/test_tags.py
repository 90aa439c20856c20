"""Tags of audio files: read clean and cut, written into every kind; broken ones do no harm."""

import io
from contextlib import suppress

import pytest
from mutagen.id3 import APIC, COMM, ID3, TIT2, TPE1, TXXX

from blueprints.media import tags
from blueprints.media.audio import UnusableSound
from blueprints.media.tags import Tags, read_audio, write_tags
from tests.media.sounds import SOUNDS, flac, mp3

WANTED = Tags("Tide <b>", "Bö Nør", "Quay", "Slipway", "Folk", "GBAYE0601498")


@pytest.fixture
def keep(tmp_path):
    """`keep(data)`: the path of a file that holds it."""

    def write(data, name="sound"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def tagged(*frames):
    """An MP3 with these ID3 frames."""
    buffer = io.BytesIO(mp3())
    found = ID3()
    for frame in frames:
        found.add(frame)
    found.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("ending", SOUNDS)
def test_tags_are_written_into_each_kind_and_read_again(keep, ending):
    path = keep(SOUNDS[ending])
    before = read_audio(path)
    assert before.ending == ending
    with path.open("r+b") as file:
        write_tags(file, ending, WANTED)
    after = read_audio(path)
    assert after.tags == WANTED
    assert after.seconds == pytest.approx(before.seconds, abs=0.01)
    with path.open("r+b") as file:
        write_tags(file, ending, Tags(title="Other"))
    assert read_audio(path).tags == Tags(title="Other")


def test_hostile_tags_are_shown_in_one_line_and_cut(keep):
    path = keep(tagged(TIT2(3, "a\nb\u202e<script>" + "x" * 10_000_000), TPE1(3, ["A", "B"])))
    found = read_audio(path).tags
    assert found.title.startswith("a b<script>xxx")
    assert (len(found.title), found.artist) == (299, "A, B")  # and a mark of direction
    path = keep(flac(comment=b"\xff\xfe not utf-8"))
    assert read_audio(path).tags == Tags()


def test_what_is_too_long_for_anybody_goes_and_pictures_stay(keep):
    picture = APIC(3, "image/jpeg", 3, "", b"\xff\xd8" + b"p" * 50_000)
    path = keep(tagged(COMM(3, "eng", "", "x" * 1_000_000), picture, TXXX(3, "KEY", "Am")))
    with path.open("r+b") as file:
        write_tags(file, "mp3", WANTED)
    assert sorted(key[:4] for key in ID3(path)) == [
        "APIC", "TALB", "TCON", "TIT2", "TPE1", "TPUB", "TSRC", "TXXX",
    ]  # fmt: skip


def test_a_file_of_endless_tags_is_refused(keep, monkeypatch):
    monkeypatch.setattr(tags._Bounded, "_left", 100_000)
    with pytest.raises(UnusableSound, match="can’t be opened"):
        read_audio(keep(tagged(TIT2(3, "x" * 200_000))))


@pytest.mark.parametrize(
    ("said", "explicit"), [("1", True), ("4", True), ("0", False), ("2", False), ("9", None)]
)
def test_explicit_words_are_told_by_id3_and_comments(keep, said, explicit):
    assert read_audio(keep(tagged(TXXX(3, "ITUNESADVISORY", said)))).tags.explicit is explicit


@pytest.mark.parametrize("ending", SOUNDS)
def test_broken_files_are_read_or_refused_and_nothing_else(keep, ending):
    whole = SOUNDS[ending]
    for place in range(0, min(len(whole), 300), 7):
        path = keep(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with suppress(UnusableSound):
            found = read_audio(path)
            with path.open("r+b") as file:
                write_tags(file, found.ending, WANTED)
