"""Covers are fetched beside the watch, and each file's fate is its own."""

from threading import Event

import pytest
from PIL import Image

from blueprints.core.extensions import db
from blueprints.media.images import MOST_BYTES
from blueprints.player import covers
from blueprints.player.cover_fetcher import CoverFetcher
from tests.player.helpers import eventually, song

PIECE = 1_000_000


@pytest.fixture
def arrived():
    """Set once a cover has arrived."""
    return Event()


@pytest.fixture
def fetcher(app, fake_mpd, arrived):
    """The fetcher of covers from a fake MPD."""
    return CoverFetcher(app, ("127.0.0.1", fake_mpd.port, ""), arrived.set)


def known(app, file):
    """(whether the cover of `file` was looked for, its hash)."""
    with app.app_context():
        cover = covers.find_cover(song(file))
        db.session.rollback()
        return cover is not None, cover and cover.hash


def asked(fake_mpd, file):
    """How often MPD was asked for the beginning of the picture inside `file`."""
    return sum(f'readpicture "{file}" "0"' in line for line in fake_mpd.asked)


def in_pieces(pictures):
    """Answer readpicture from `pictures`, bytes or functions by file."""

    def answer(line):
        _, file, _, offset, _ = line.split('"')
        data = pictures[file]
        data = data() if callable(data) else data
        if data.startswith(b"ACK"):
            return data
        piece = data[int(offset) :][:PIECE]
        return b"size: %d\nbinary: %d\n%b\nOK\n" % (len(data), len(piece), piece)

    return answer


def noise(folder, side):
    """A PNG of `side` × `side` pixels that is as large as its pixels."""
    path = folder / "cover.png"
    Image.effect_noise((side, side), 100).convert("RGB").save(path, compress_level=0)
    return path


def test_a_real_mpd_s_cover_of_14_mb_arrives(app, mpd, arrived):
    mpd.tone("album/bare.wav", 1, title="Bare")
    path = noise(mpd.folder / "music/album", 2200)
    assert 14_000_000 < path.stat().st_size < MOST_BYTES
    mpd.add()
    fetcher = CoverFetcher(app, ("127.0.0.1", mpd.port, ""), arrived.set)
    fetcher.want(song("album/bare.wav"))
    assert arrived.wait(60)
    found, hash_ = known(app, "album/bare.wav")
    assert found
    assert hash_


def test_a_slow_file_holds_up_no_other(app, fake_mpd, fetcher, arrived, tmp_path):
    picture = noise(tmp_path, 50).read_bytes()
    fake_mpd.replies["readpicture"] = in_pieces(
        {"slow.mp3": lambda: fake_mpd.wait(600), "good.mp3": picture}
    )
    fetcher.want(song("slow.mp3"))
    eventually(lambda: asked(fake_mpd, "slow.mp3"))
    fetcher.want(song("good.mp3"))
    assert arrived.wait(60)
    assert known(app, "good.mp3")[1]
    fetcher.want(song("slow.mp3"))
    assert asked(fake_mpd, "slow.mp3") == 1


def test_a_refused_file_is_put_off_alone(app, fake_mpd, fetcher, arrived, tmp_path):
    picture = noise(tmp_path, 50).read_bytes()
    refusal = b"ACK [4@0] {readpicture} you don't have permission\n"
    fake_mpd.replies["readpicture"] = in_pieces({"closed.mp3": refusal, "good.mp3": picture})
    fetcher.want(song("closed.mp3"))
    eventually(lambda: not fetcher._running)
    fetcher.want(song("closed.mp3"))
    fetcher.want(song("good.mp3"))
    assert arrived.wait(60)
    assert asked(fake_mpd, "closed.mp3") == 1
    assert known(app, "closed.mp3") == (False, None)


def test_what_is_too_large_counts_as_none_and_is_not_read_to_its_end(app, fake_mpd, fetcher):
    fake_mpd.replies["readpicture"] = in_pieces({"huge.mp3": b"x" * (3 * MOST_BYTES)})
    fetcher.want(song("huge.mp3"))
    eventually(lambda: known(app, "huge.mp3") == (True, None))
    pieces = [line for line in fake_mpd.asked if line.startswith("readpicture")]
    assert len(pieces) <= MOST_BYTES / PIECE + 2


def test_a_few_at_once_only(app, fake_mpd, fetcher):
    fake_mpd.replies["readpicture"] = lambda _: fake_mpd.wait(600)
    for number in range(9):
        fetcher.want(song(f"{number}.mp3"))
    eventually(lambda: asked(fake_mpd, "2.mp3"))
    assert [asked(fake_mpd, f"{number}.mp3") for number in range(9)] == [1] * 3 + [0] * 6
