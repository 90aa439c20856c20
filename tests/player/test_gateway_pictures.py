"""Pictures through the door to MPD: whole, or given up in time."""

import pytest
from mpd import MPDError
from mutagen.id3 import APIC
from mutagen.wave import WAVE

from blueprints.player import gateway
from blueprints.player.gateway import LOST
from blueprints.player.mpd_limits import BeyondBounds


def chunks(size, announced):
    """Answer readpicture in chunks of `size` bytes, of `announced` in all."""

    def answer(_command):
        return b"size: %d\nbinary: %d\n" % (announced, size) + b"x" * size + b"\nOK\n"

    return answer


def test_a_picture_comes_whole(fake_mpd, door):
    fake_mpd.replies["readpicture"] = chunks(1000, 3000)
    assert len(door.picture("a.mp3")) == 3000


def test_a_picture_larger_than_it_may_be_is_given_up(fake_mpd, door):
    fake_mpd.replies["readpicture"] = chunks(1_000_000, 10**10)
    with pytest.raises(BeyondBounds):
        door.picture("a.mp3")
    asked = [line for line in fake_mpd.asked if line.startswith("readpicture")]
    assert len(asked) <= gateway.LARGEST_PICTURE / 1_000_000 + 1


def test_a_picture_in_endless_small_chunks_is_given_up(fake_mpd, door, monkeypatch):
    monkeypatch.setattr(gateway, "PICTURE_TIMEOUT", 0.6)

    def drip(_command):
        fake_mpd.wait(0.1)
        return b"size: 1000000\nbinary: 1\nx\nOK\n"

    fake_mpd.replies["readpicture"] = drip
    with pytest.raises(TimeoutError):
        door.picture("a.mp3")


def test_no_picture_is_none_and_the_folder_is_asked_too(fake_mpd, door):
    assert door.picture("a.mp3") is None
    assert any(line.startswith("albumart") for line in fake_mpd.asked)


@pytest.mark.parametrize("file", ["http://10.0.0.1/a.mp3", "https://x/", "smb://x/y"])
def test_mpd_is_never_sent_to_an_address_for_a_picture(fake_mpd, door, file):
    before = len(fake_mpd.asked)
    assert door.picture(file) is None
    assert len(fake_mpd.asked) == before


@pytest.mark.parametrize("size", [5_000_000, 10**12, 10**30, -1, "many"])
def test_a_chunk_of_an_absurd_size_is_given_up_before_room_is_made_for_it(fake_mpd, door, size):
    fake_mpd.replies["readpicture"] = f"size: 9\nbinary: {size}\nxxx\nOK\n".encode()
    with pytest.raises(LOST):
        door.picture("a.mp3")


def test_a_picture_whose_chunks_are_empty_is_given_up(fake_mpd, door, monkeypatch):
    monkeypatch.setattr(gateway, "PICTURE_TIMEOUT", 0.5)
    fake_mpd.replies["readpicture"] = lambda line: (
        b"size: 9\nbinary: 1\nx\nOK\n" if line.endswith('"0"') else b"size: 9\nbinary: 0\n\nOK\n"
    )
    with pytest.raises(LOST):
        door.picture("a.mp3")


def test_a_picture_that_may_not_be_seen_is_mpds_own_refusal(fake_mpd, door):
    fake_mpd.replies["readpicture"] = b"ACK [4@0] {readpicture} no permission\n"
    with pytest.raises(MPDError, match="no permission"):
        door.picture("a.mp3")


def test_quotes_and_backslashes_cannot_end_an_argument(fake_mpd, door):
    door.picture('a" "b\\.mp3')
    assert r'readpicture "a\" \"b\\.mp3" "0"' in fake_mpd.asked


def test_a_real_mpd_gives_the_picture_inside_a_file_else_the_one_beside_it(mpd, real):
    inside, beside = b"\xff\xd8" + b"inside" * 5000, b"\xff\xd8" + b"beside" * 5000
    mpd.tone("album/covered.wav", 1, title="Covered")
    mpd.tone("album/bare.wav", 1, title="Bare")
    audio = WAVE(mpd.folder / "music/album/covered.wav")
    audio.tags.add(APIC(encoding=3, mime="image/jpeg", type=3, desc="", data=inside))
    audio.save()
    (mpd.folder / "music/album/cover.jpg").write_bytes(beside)
    mpd.add()
    assert real.picture("album/covered.wav") == inside
    assert real.picture("album/bare.wav") == beside
    assert real.picture("one.wav") is None
    assert real.picture("gone.wav") is None
