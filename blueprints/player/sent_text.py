"""Lenient readers of what playouts send: forms, escapes, times and lengths. Pure."""

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import unquote, unquote_to_bytes
from zoneinfo import ZoneInfo

LONGEST = 24 * 3600.0  # seconds of a play

# Older senders' names of a field, Spinitron's among them, after our own.
NAMES = {
    "id": ("id",),
    "artist": ("artist", "artist_name"),
    "title": ("title", "song", "song_name", "song_title"),
    "album": ("album", "release", "release_title", "album_title"),
    "label": ("label", "label_name", "record_label"),
    "genre": ("genre",),
    "composer": ("composer", "song_composer"),
    "isrc": ("isrc", "song_isrc"),
    "start": ("start", "started_at", "spin_timestamp"),
    "duration": ("duration", "spin_duration"),
    "kind": ("kind",),
}
LENGTH = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,4}):([0-5][0-9](?:\.[0-9]+)?)")
ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
BARE_AMPERSAND = re.compile(rb"&(?=[^=&]+(?:&|$))")  # what follows it is no field
LIVE = re.compile(rb'"live:?":?\s*(?:true|false),?')
ENCODED_SPACE = re.compile(r"%20|%2[0-9A-Fa-f][^ ]*\+")


def form_fields(body: bytes) -> dict[str, str]:
    """Return the fields of a form's body, the first of repeated ones.

    A bare “&” within a value belongs to it (“Simon & Garfunkel”); bytes that are not UTF-8 are
    Latin-1.
    """
    fields: dict[str, str] = {}
    for part in BARE_AMPERSAND.sub(b"%26", body).split(b"&"):
        name, _equals, value = part.partition(b"=")
        fields.setdefault(_decoded(name).strip(), _decoded(value))
    return fields


def json_fields(body: bytes) -> dict[str, Any] | None:
    """Return the fields of a JSON object, or None.

    The script that comes with Rivendell writes “live” in ways that are not JSON, so that part is
    left out.
    """
    for text in (body, LIVE.sub(b"", body)):
        try:
            found = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        return found if isinstance(found, dict) else None
    return None


def known_fields(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was `sent` under our own names of the fields; those that are empty are absent."""
    flat = _flat(sent)
    found = {}
    for name, others in NAMES.items():
        values = (flat[other] for other in others if flat.get(other) not in (None, ""))
        if (value := next(values, None)) is not None:
            found[name] = value
    return found


def unescaped(text: str) -> str:
    """Return `text` without escapes that its sender left in: HTML's, once or twice, and a URL's.

    “Simon &amp;amp; Garfunkel”, “Caf%C3%A9%20Noir”. A per cent sign beside a space stands.
    """
    if " " not in text and ENCODED_SPACE.search(text):
        text = unquote(text.replace("+", " "))
    for _time in range(2):
        if ESCAPED.search(text):
            text = ESCAPED.sub(lambda found: unescape(found[0]), text)
    return text


def seconds_of(value: object) -> float | None:
    """Return a length in seconds, of a number or “3:33”; None for 0. ValueError if unreadable."""
    if isinstance(value, str) and (found := LENGTH.fullmatch(value.strip())):
        hours, minutes, seconds = (float(part or 0) for part in found.groups())
        value = 3600 * hours + 60 * minutes + seconds
    seconds = _number(value)
    if not 0 <= seconds <= LONGEST:
        raise ValueError(value)
    return seconds or None


def moment_of(value: object, zone: str, now: datetime) -> datetime:
    """Return the time of RFC 3339 or Unix seconds. ValueError if it is unreadable.

    Without an offset it is the station's time; in an hour that comes twice, the nearer to `now`.
    """
    if not isinstance(value, str) or re.fullmatch(r"[0-9]+(\.[0-9]+)?", value.strip()):
        seconds = _number(value)
        try:
            return datetime.fromtimestamp(seconds, UTC)
        except (OverflowError, OSError) as error:
            raise ValueError(value) from error
    moment = datetime.fromisoformat(value.strip())
    try:
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        both = [moment.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1)]
        return min((each.astimezone(UTC) for each in both), key=lambda each: abs(each - now))
    except OverflowError as error:
        raise ValueError(value) from error


def _flat(sent: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of AzuraCast's web hook, which sends all that it knows of the moment."""
    playing = sent.get("now_playing")
    song = playing.get("song") if isinstance(playing, dict) else None
    if not isinstance(playing, dict) or not isinstance(song, dict):
        return sent
    return {**song, "id": playing.get("sh_id"), "start": playing.get("played_at"),
            "duration": playing.get("duration")}  # fmt: skip


def _decoded(part: bytes) -> str:
    data = unquote_to_bytes(part.replace(b"+", b" "))
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(value)
    try:
        number = float(value)
    except OverflowError as error:
        raise ValueError(value) from error
    if not math.isfinite(number):
        raise ValueError(value)
    return number
