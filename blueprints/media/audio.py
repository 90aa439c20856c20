"""Audio clips: checked by content, stripped of their tags, stored by their hash."""

import math
import os
import shutil
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import mutagen.apev2
import mutagen.id3
from flask_babel import gettext as _
from mutagen.flac import FLAC, SeekTable, StreamInfo
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, Atoms
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from blueprints.media.storage import draft_in, hash_of, publish

TYPES = {
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "flac": "audio/flac",
}
MOST_BYTES = 60_000_000
LONGEST = 24 * 3600.0
MOST_TAGS = 5  # one before the other
TELLING_ATOMS = (b"udta", b"meta", b"uuid")  # tags, the location, the device
SOUNDING_CHUNKS = (b"fmt ", b"fact", b"data")
PIECE = 1 << 20


class UnusableSound(ValueError):
    """Data that is not audio of an accepted kind, or too large: the reason in a sentence."""


@dataclass(frozen=True)
class StoredSound:
    """A clip stored as <hash>.<ending>: its size in bytes, its length in seconds."""

    hash: str
    ending: str
    bytes: int
    seconds: float


def store_sound(source: IO[bytes], folder: Path) -> StoredSound:
    """Store a copy of `source` in `folder`, without its tags. Raises UnusableSound, OSError."""
    if source.seek(0, os.SEEK_END) > MOST_BYTES:
        raise UnusableSound(
            _("This audio clip is larger than 60 MB. Make it shorter and try again.")
        )
    source.seek(0)
    with draft_in(folder) as (file, draft):
        shutil.copyfileobj(source, file, PIECE)
        stored = _checked(file)
        publish(draft, folder / f"{stored.hash}.{stored.ending}")
    return stored


def _checked(file: IO[bytes]) -> StoredSound:
    ending = ending_of(file)
    with damage_refused():
        file.seek(0)
        seconds = usual_length(float(STRIPPERS[ending](file)))
    file.flush()
    size = file.seek(0, os.SEEK_END)
    return StoredSound(hash_of(file), ending, size, seconds)


@contextmanager
def damage_refused() -> Iterator[None]:
    """Refuse data that mutagen cannot handle: broken data makes it raise anything."""
    try:
        yield
    except UnusableSound:
        raise
    except Exception as error:
        damaged = _(
            "This audio clip can’t be opened. It may be damaged: export it again and upload that."
        )
        raise UnusableSound(damaged) from error


def usual_length(seconds: float) -> float:
    """Return a clip's length, to the millisecond. Raises UnusableSound for one without sound."""
    if not (math.isfinite(seconds) and 0 < seconds <= LONGEST):
        raise UnusableSound(_("This audio clip contains no sound."))
    return round(seconds, 3)


def ending_of(file: IO[bytes]) -> str:
    """Return the ending for audio, by its content. Raises UnusableSound for other data."""
    file.seek(0)
    head = file.read(64)
    if not head:
        raise UnusableSound(_("This file is empty."))
    if head[:4] == b"OggS":
        return "ogg"
    if head[4:8] == b"ftyp":
        return "m4a"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"fLaC":
        return "flac"
    if head[:3] == b"ID3" or (head[0] == 0xFF and head[1:2] >= b"\xe0"):
        return "mp3"
    raise UnusableSound(_unsupported())


def _unsupported() -> str:
    return str(_("This file type isn’t supported. Use MP3, Ogg, M4A, WAV or FLAC."))


def _strip_mp3(file: IO[bytes]) -> float:
    for _turn in range(MOST_TAGS):
        file.seek(0)
        if file.read(3) == b"ID3":
            mutagen.id3.delete(file)
    mutagen.id3.delete(file)  # the one at the end
    file.seek(0)
    mutagen.apev2.delete(file)
    return float(open_mp3(file).info.length)


def open_mp3(file: IO[bytes]) -> Any:
    """Return the MP3 of `file`. Raises UnusableSound for what only looks a little like one."""
    file.seek(0)
    clip = MP3(file)
    if clip.info.sketchy:
        raise UnusableSound(_unsupported())
    return clip


def open_ogg(file: IO[bytes]) -> Any:
    """Return the OggOpus or OggVorbis of `file`. Raises UnusableSound for anything else."""
    file.seek(0)
    head = file.read(64)
    file.seek(0)
    if b"OpusHead" not in head and b"\x01vorbis" not in head:
        raise UnusableSound(_("This Ogg file contains neither Opus nor Vorbis audio."))
    return OggOpus(file) if b"OpusHead" in head else OggVorbis(file)


def _strip_ogg(file: IO[bytes]) -> float:
    clip = open_ogg(file)
    file.seek(0)
    clip.delete(file)
    return float(clip.info.length)


def _strip_flac(file: IO[bytes]) -> float:
    clip = FLAC(file)
    clip.metadata_blocks = [
        block for block in clip.metadata_blocks if isinstance(block, StreamInfo | SeekTable)
    ]
    clip.tags = None
    file.seek(0)
    clip.save(file, padding=lambda _info: 0)
    return float(clip.info.length)


def _strip_m4a(file: IO[bytes]) -> float:
    """Turn metadata into free space of the same size, so that no offset moves. Return seconds."""
    atoms, movie, tracks = sound_atoms(file)
    file.seek(0)
    seconds = float(MP4(file).info.length)
    for atom in _telling([*atoms.atoms, *movie.children, *(a for t in tracks for a in t.children)]):
        file.seek(atom.offset + 4)
        file.write(b"free")
        file.seek(atom.offset + 8)
        _write_zeros(file, atom.length - 8)
    return seconds


def sound_atoms(file: IO[bytes]) -> tuple[Any, Any, list[Any]]:
    """Return the atoms of an MP4 file, its movie and tracks. Raises UnusableSound for a video."""
    file.seek(0)
    atoms = Atoms(file)
    (movie,) = (atom for atom in atoms.atoms if atom.name == b"moov")
    tracks = [atom for atom in movie.children if atom.name == b"trak"]
    for track in tracks:
        _read, handler = track[b"mdia", b"hdlr"].read(file)
        if handler[8:12] != b"soun":
            raise UnusableSound(_("This is a video. Upload only its sound, for example as M4A."))
    return atoms, movie, tracks


def _telling(atoms: Iterable[Any]) -> Iterator[Any]:
    return (atom for atom in atoms if atom.name in TELLING_ATOMS)


def _write_zeros(file: IO[bytes], count: int) -> None:
    while count > 0:
        count -= file.write(bytes(min(count, PIECE)))


def _strip_wav(file: IO[bytes]) -> float:
    """Move the chunks that hold the audio to the front, in their order, and drop all others."""
    to = 12
    for at, name, size in wav_chunks(file):
        if name in SOUNDING_CHUNKS:
            _move(file, at + 8, to + 8, size)
            file.seek(to)
            file.write(struct.pack("<4sI", name, size))
            to += 8 + size + size % 2
    file.truncate(to)
    file.seek(0)
    file.write(struct.pack("<4sI4s", b"RIFF", to - 8, b"WAVE"))
    file.seek(0)
    return float(WAVE(file).info.length)


def wav_chunks(file: IO[bytes]) -> Iterator[tuple[int, bytes, int]]:
    """Yield the place, the name and the size of each chunk of a WAV file."""
    at, end = 12, file.seek(0, os.SEEK_END)
    while at + 8 <= end:
        file.seek(at)
        name, size = struct.unpack("<4sI", file.read(8))
        size = min(size, end - at - 8)  # a recorder that was cut off claims more
        yield at, name, size
        at += 8 + size + size % 2


def _move(file: IO[bytes], at: int, to: int, size: int) -> None:
    for done in range(0, size if at != to else 0, PIECE):
        file.seek(at + done)
        piece = file.read(min(PIECE, size - done))
        file.seek(to + done)
        file.write(piece)


STRIPPERS: dict[str, Callable[[IO[bytes]], float]] = {
    "mp3": _strip_mp3,
    "ogg": _strip_ogg,
    "flac": _strip_flac,
    "m4a": _strip_m4a,
    "wav": _strip_wav,
}
