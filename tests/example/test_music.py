"""The example station's music: whole, tagged as promised, and pleasant by what can be measured."""

from __future__ import annotations

import math
import wave
from array import array
from io import BytesIO
from itertools import islice, pairwise
from operator import mul, sub
from pathlib import Path

import pytest
from mutagen.wave import WAVE
from PIL import Image

from blueprints.example.covers import draw_cover
from blueprints.example.music import TRACKS, write_example_music
from blueprints.example.synth import RATE, Part, Score, Tone, Voice, frequency, render

pytestmark = pytest.mark.xdist_group("music")
FLUTE = Voice((Tone(),), 0.05, 0.1)


@pytest.fixture(scope="session")
def folder(example_music: Path) -> Path:
    return example_music


@pytest.fixture(scope="session")
def paths(folder: Path) -> list[Path]:
    return write_example_music(folder)


@pytest.fixture(scope="session")
def levels(paths: list[Path]) -> dict[str, array[int]]:
    return {path.name: samples(path) for path in paths}


def samples(path: Path) -> array[int]:
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (2, 2, RATE)
        return array("h", sound.readframes(sound.getnframes()))


def tags(paths: list[Path], name: str) -> dict[str, list[str]]:
    found = WAVE(next(path for path in paths if path.stem == name)).tags
    return {key: list(map(str, found[key].text)) for key in found if key.startswith("T")}


def test_all_tracks_are_written_in_queue_order(folder: Path, paths: list[Path]) -> None:
    assert len(paths) >= 13
    assert [str(path.relative_to(folder)) for path in paths] == [track.path for track in TRACKS]
    assert sorted(folder.rglob("*.wav")) == sorted(paths)


def test_file_names_are_plain(paths: list[Path]) -> None:
    assert len({path.name for path in paths}) == len(paths)
    for path in paths:
        assert path.stem.replace("-", "").isascii()
        assert path.stem.replace("-", "").isalnum()
        assert path.name == path.name.lower()


def test_tracks_last_twenty_to_sixty_seconds(paths: list[Path]) -> None:
    for track, path in zip(TRACKS, paths, strict=True):
        assert 20 <= WAVE(path).info.length <= 60
        assert WAVE(path).info.length == track.score.seconds


def test_they_fit_a_small_disk(paths: list[Path]) -> None:
    assert sum(path.stat().st_size for path in paths) < 120_000_000


def test_a_track_bears_its_tags(paths: list[Path]) -> None:
    assert tags(paths, "night-ferry-to-gdansk") == {
        "TIT2": ["Night ferry to Gdańsk"],
        "TPE1": ["The Lamplighters"],
        "TALB": ["Salt"],
        "TDRC": ["2019"],
        "TCON": ["Folk"],
    }


def test_every_tag_is_read_back_as_written(paths: list[Path]) -> None:
    for track, path in zip(TRACKS, paths, strict=True):
        if track.title:
            found = tags(paths, path.stem)
            assert found["TIT2"] == [track.title]
            assert found["TPE1"] == list(track.artists)
            assert found.get("TALB", [""]) == [track.album]


def test_one_track_has_two_artists(paths: list[Path]) -> None:
    assert tags(paths, "two-lighthouses-one-fog")["TPE1"] == ["Ines Tallow", "Layal Trio"]


def test_one_track_has_no_tags_at_all(paths: list[Path]) -> None:
    untagged = [path for path in paths if WAVE(path).tags is None]
    assert [path.name for path in untagged] == ["untitled-tape-side-b.wav"]


def test_one_title_is_longer_than_any_layout_expects(paths: list[Path]) -> None:
    assert len(tags(paths, "minutes-of-the-eleventh-meeting")["TIT2"][0]) > 300


def test_one_track_is_tagged_in_arabic_with_emoji(paths: list[Path]) -> None:
    found = tags(paths, "qahwa-ala-al-rasif")
    assert found["TIT2"] == ["قهوة على الرصيف ☕"]
    assert found["TPE1"][0].endswith("🌊")


def test_one_title_looks_like_markup(paths: list[Path]) -> None:
    assert tags(paths, "the-tides-bold-return")["TIT2"] == ["The tide's <b>bold</b> return"]


def test_some_tracks_have_no_album(paths: list[Path]) -> None:
    assert "TALB" not in tags(paths, "foghorn-lullaby")
    assert cover(paths, "foghorn-lullaby")
    assert "TALB" not in tags(paths, "demo-from-the-boathouse")
    assert cover(paths, "demo-from-the-boathouse") is None


def test_the_jingle_lies_among_the_jingles(folder: Path, paths: list[Path]) -> None:
    assert folder / "jingles" / "this-is-aerial.wav" in paths
    assert tags(paths, "this-is-aerial")["TCON"] == ["Jingle"]


def test_an_album_has_one_cover(paths: list[Path]) -> None:
    assert cover(paths, "night-ferry-to-gdansk") == cover(paths, "salt")


def cover(paths: list[Path], name: str) -> bytes | None:
    pictures = WAVE(next(path for path in paths if path.stem == name)).tags.getall("APIC")
    return pictures[0].data if pictures else None


@pytest.mark.parametrize("name", sorted({track.cover for track in TRACKS if track.cover}))
def test_a_cover_is_a_colourful_square(name: str) -> None:
    picture = Image.open(BytesIO(draw_cover(name)))
    picture.load()
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (640, 640), "RGB")
    assert max(high - low for low, high in picture.getextrema()) > 120  # of 255: not one flat tone
    assert draw_cover.__wrapped__(name) == draw_cover(name)


def test_no_track_clips(levels: dict[str, array[int]]) -> None:
    for name, level in levels.items():
        assert max(max(level), -min(level)) < 0.95 * 32768, name


def test_all_tracks_are_about_as_loud(levels: dict[str, array[int]]) -> None:
    powers = [sum(map(mul, level[::7], level[::7])) / len(level[::7]) for level in levels.values()]
    decibels = [10 * math.log10(power / 32768**2) for power in powers]
    assert max(decibels) - min(decibels) < 2
    assert -21 < min(decibels) < -16


def test_no_track_clicks(levels: dict[str, array[int]]) -> None:
    for name, level in levels.items():
        left = level[::2]
        assert max(map(abs, map(sub, islice(left, 1, None), left))) < 0.12 * 32768, name


def test_tracks_fade_in_and_out(levels: dict[str, array[int]]) -> None:
    for name, level in levels.items():
        for edge in (level[:400], level[-400:]):
            assert max(max(edge), -min(edge)) < 0.005 * 32768, name


def test_no_track_has_a_hole(levels: dict[str, array[int]]) -> None:
    for name, level in levels.items():
        for start in range(RATE, len(level) - 8 * RATE, RATE):
            assert max(level[start : start + RATE : 8]) > 0.02 * 32768, name


def test_writing_again_leaves_the_files_alone(folder: Path, paths: list[Path]) -> None:
    before = [path.stat().st_mtime_ns for path in paths]
    assert write_example_music(folder) == paths
    assert [path.stat().st_mtime_ns for path in paths] == before


def test_what_was_left_half_done_is_no_track(paths: list[Path], tmp_path: Path) -> None:
    (tmp_path / "jingles").mkdir()
    for track, path in zip(TRACKS, paths, strict=True):
        (tmp_path / track.path).hardlink_to(path)
    missing, leftover = tmp_path / TRACKS[2].path, tmp_path / f".{TRACKS[2].path}.4711.part"
    missing.unlink()
    leftover.write_bytes(b"RIFF")
    assert missing in write_example_music(tmp_path)
    assert missing.read_bytes() == paths[2].read_bytes()
    assert not leftover.exists()


def test_notes_are_at_concert_pitch() -> None:
    assert frequency("A4") == 440
    assert frequency("C4") == pytest.approx(261.63, abs=0.01)
    assert frequency("F#5") == pytest.approx(frequency("Gb5"))


def test_a_held_note_sounds_at_its_pitch() -> None:
    score = Score(2, 60, 2, "A3 A4", (Part(FLUTE, "A4 -"),), 1, 0.01)
    left = array("h", render(score))[::2][RATE // 2 : RATE]
    crossings = sum(before < 0 <= after for before, after in pairwise(left))
    assert crossings == pytest.approx(220, abs=1)  # 440 a second, for half of one


def test_the_same_score_sounds_the_same() -> None:
    score = Score(2, 120, 4, "C3 G3 C4", (Part(FLUTE, "0-*."), Part(FLUTE, "x.^-", pan=0.5)), 1)
    assert render(score) == render(score)
