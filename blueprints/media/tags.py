"""Tags of audio files: reading and writing the few that a radio station needs."""

import io
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, Any

import mutagen.apev2
from mutagen import id3
from mutagen.flac import FLAC
from mutagen.mp4 import MP4, MP4FreeForm
from mutagen.wave import WAVE

from blueprints.core.text import plain
from blueprints.media.audio import (
    damage_refused,
    ending_of,
    open_mp3,
    open_ogg,
    sound_atoms,
    usual_length,
    wav_chunks,
)

LONGEST = 300
MOST_READ = 64_000_000  # bytes: a file may claim to have gigabytes of tags
LONGEST_KEPT = 10_000  # characters of a tag that is not among ours
ADVISORY = "ITUNESADVISORY"
ADVICE = {"0": False, "1": True, "2": False, "4": True}  # none, explicit, clean, explicit (old)
APPLE = "----:com.apple.iTunes:"
FRAMES = {"title": "TIT2", "artist": "TPE1", "album": "TALB", "label": "TPUB", "genre": "TCON",
          "isrc": "TSRC"}  # fmt: skip
ATOMS = {"title": "\xa9nam", "artist": "\xa9ART", "album": "\xa9alb", "genre": "\xa9gen",
         "label": f"{APPLE}LABEL", "isrc": f"{APPLE}ISRC"}  # fmt: skip
LABELS = "label", "organization", "publisher"


@dataclass(frozen=True)
class Tags:
    """Tags as shown: clean, at most 300 characters each, "" if missing; several artists in one.

    `explicit` is None if the file does not say.
    """

    title: str = ""
    artist: str = ""
    album: str = ""
    label: str = ""
    genre: str = ""
    isrc: str = ""
    explicit: bool | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Return those that are text, by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)[:-1]}


@dataclass(frozen=True)
class Found:
    """An audio file's kind, by its content, its length in seconds, and its tags."""

    ending: str
    seconds: float
    tags: Tags


class _Bounded(io.FileIO):
    """A file of which no more than MOST_READ bytes are read."""

    _left = MOST_READ

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0 or size > self._left:
            size = self._left + 1
        data = super().read(size) or b""
        self._left -= len(data)
        if self._left < 0:
            raise ValueError("the file's tags are larger than they may be")
        return data


def read_audio(path: Path) -> Found:
    """Return kind, length and tags of the file. Raises UnusableSound, OSError."""
    with _Bounded(path, "rb") as raw:
        file: Any = raw
        ending = ending_of(file)
        with damage_refused():
            clip = _opened(file, ending)
            return Found(ending, usual_length(float(clip.info.length)), _tags_of(clip, ending))


def write_tags(file: IO[bytes], ending: str, tags: Tags) -> None:
    """Write the texts of `tags` into an audio file; keep its pictures. Raises UnusableSound."""
    with damage_refused():
        _drop_rivals(file, ending)
        clip = _opened(file, ending)
        if clip.tags is None:
            clip.add_tags()
        _drop_monsters(clip.tags)
        _WRITERS[ending](clip.tags, tags)
        file.seek(0)
        clip.save(file)
        file.flush()


def _drop_rivals(file: IO[bytes], ending: str) -> None:
    """Remove tags that players believe before ID3: APE in an MP3, INFO in a WAV file."""
    if ending == "mp3":
        file.seek(0)
        mutagen.apev2.delete(file)
    for at, name, _size in wav_chunks(file) if ending == "wav" else ():
        if name == b"LIST" and file.read(4) == b"INFO":
            file.seek(at)
            file.write(b"JUNK")


def _opened(file: IO[bytes], ending: str) -> Any:
    if ending == "m4a":
        sound_atoms(file)
    file.seek(0)
    return _OPENERS[ending](file)


_OPENERS: dict[str, Callable[[Any], Any]] = {
    "mp3": open_mp3,
    "ogg": open_ogg,
    "flac": FLAC,
    "m4a": MP4,
    "wav": WAVE,
}


def _tags_of(clip: Any, ending: str) -> Tags:
    if not clip.tags:
        return Tags()
    texts, advice = _READERS[ending](clip.tags)
    clean = {name: plain(text, LONGEST) for name, text in texts.items()}
    return Tags(**clean, explicit=ADVICE.get(plain(advice, LONGEST)))


def _read_id3(tags: Any) -> tuple[dict[str, str], str]:
    texts = {}
    for name, frame in FRAMES.items():
        found = tags.get(frame)
        values = getattr(found, "genres" if name == "genre" else "text", None) or []
        texts[name] = _joined(name, values)
    said = [f for f in tags.getall("TXXX") if f.desc.upper() == ADVISORY and f.text]
    return texts, str(said[0].text[0]) if said else ""


def _read_comments(tags: Any) -> tuple[dict[str, str], str]:
    texts = {name: _joined(name, tags.get(name) or []) for name in FRAMES}
    texts["label"] = next((tags[name][0] for name in LABELS if tags.get(name)), "")
    return texts, next(iter(tags.get(ADVISORY) or []), "")


def _read_atoms(tags: Any) -> tuple[dict[str, str], str]:
    texts = {name: _joined(name, tags.get(atom) or []) for name, atom in ATOMS.items()}
    return texts, str(next(iter(tags.get("rtng") or []), ""))


def _joined(name: str, values: Any) -> str:
    """Return a tag's first value; of artists all, as MPD's song has them."""
    texts = [v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for v in values]
    return ", ".join(texts[:20]) if name == "artist" else next(iter(texts), "")


_READERS: dict[str, Callable[[Any], tuple[dict[str, str], str]]] = {
    "mp3": _read_id3,
    "wav": _read_id3,
    "ogg": _read_comments,
    "flac": _read_comments,
    "m4a": _read_atoms,
}


def _drop_monsters(tags: Any) -> None:
    """Remove texts that are too long for any reader of tags; pictures stay."""
    for key in list(tags.keys()):
        if key.lower() == "metadata_block_picture" or key.startswith(("APIC", "covr")):
            continue
        found = tags[key]
        texts = getattr(found, "text", found)
        whole = texts if isinstance(texts, list | tuple) else [texts]
        if any(len(text) > LONGEST_KEPT for text in whole if isinstance(text, str | bytes)):
            del tags[key]


def _write_id3(tags: Any, new: Tags) -> None:
    for name, text in new.texts.items():
        tags.delall(FRAMES[name])
        if text:
            tags.add(getattr(id3, FRAMES[name])(encoding=3, text=[text]))


def _write_comments(tags: Any, new: Tags) -> None:
    for name in {*FRAMES, *LABELS}:
        if name in tags:
            del tags[name]
    tags.update({name: [text] for name, text in new.texts.items() if text})


def _write_atoms(tags: Any, new: Tags) -> None:
    for name, text in new.texts.items():
        atom = ATOMS[name]
        tags.pop(atom, None)
        if text:
            tags[atom] = [MP4FreeForm(text.encode())] if atom.startswith(APPLE) else [text]


_WRITERS: dict[str, Callable[[Any, Tags], None]] = {
    "mp3": _write_id3,
    "wav": _write_id3,
    "ogg": _write_comments,
    "flac": _write_comments,
    "m4a": _write_atoms,
}
