"""Pieces of sound, made byte by byte: a moment of silence in each format that is taken."""

import io
import struct
import wave

from mutagen.ogg import OggPage

SECRET = b"Secretcorder"


def wav(seconds=1.0, chunks=b""):
    """PCM, 8 kHz; `chunks` stand before the sound."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * int(8000 * seconds))
    data = buffer.getvalue()
    body = data[12:36] + chunks + data[36:]
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body


def chunk(name, data):
    """One chunk of a WAV file."""
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def mp3(frames=80):
    """MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 26 ms a frame."""
    return (b"\xff\xfb\x90\x64" + b"\0" * 413) * frames


def id3(text=SECRET):
    """An ID3v2.3 tag with a comment."""
    frame = b"COMM" + struct.pack(">I", len(text) + 5) + b"\0\0" + b"\0eng\0" + text
    size = len(frame)
    return b"ID3\x03\0\0" + bytes((0, 0, size >> 7 & 127, size & 127)) + frame


def flac(seconds=2, comment=SECRET):
    """STREAMINFO, a comment, and one frame's beginning."""
    rate, total = 44100, 44100 * seconds
    info = struct.pack(">HH", 4096, 4096) + b"\0" * 6
    info += struct.pack(">Q", rate << 44 | 0 << 41 | 15 << 36 | total) + b"\0" * 16
    words = struct.pack("<I", 4) + b"made" + struct.pack("<I", 1)
    words += struct.pack("<I", len(comment) + 2) + b"A=" + comment
    blocks = b"\x00" + struct.pack(">I", len(info))[1:] + info
    blocks += b"\x84" + struct.pack(">I", len(words))[1:] + words
    return b"fLaC" + blocks + b"\xff\xf8" + b"\0" * 100


def opus(seconds=3, comment=SECRET):
    """An Ogg file of Opus: head, tags, one page of sound."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"made" + struct.pack("<I", 1)
    tags += struct.pack("<I", len(comment) + 2) + b"A=" + comment
    pages = []
    for number, (packet, position) in enumerate(
        ((head, 0), (tags, 0), (b"\xf8\xff\xfe", 48000 * seconds))
    ):
        page = OggPage()
        page.serial, page.sequence, page.packets, page.position = 7, number, [packet], position
        page.first, page.last = number == 0, number == 2
        pages.append(page.write())
    return b"".join(pages)


def atom(name, data):
    """One atom of an MP4 file."""
    return struct.pack(">I", len(data) + 8) + name + data


def m4a(seconds=4, handler=b"soun", udta=SECRET):
    """ftyp, moov with one track and what a telephone tells of itself, mdat."""
    mdhd = struct.pack(">IIIIIHH", 0, 0, 0, 44100, 44100 * seconds, 0, 0)
    hdlr = struct.pack(">II4s", 0, 0, handler) + b"\0" * 13
    entry = struct.pack(">6xH8xHHIHH", 1, 2, 16, 0, 44100, 0) + atom(b"free", b"")
    described = struct.pack(">II", 0, 1) + atom(b"mp4a", entry)
    stbl = atom(b"stbl", atom(b"stsd", described))
    mdia = atom(b"mdia", atom(b"mdhd", mdhd) + atom(b"hdlr", hdlr) + atom(b"minf", stbl))
    place = atom(b"udta", atom(b"\xa9xyz", b"+54.0+021.0/" + udta))
    moov = atom(b"moov", atom(b"mvhd", b"\0" * 100) + atom(b"trak", mdia) + place)
    return atom(b"ftyp", b"M4A \0\0\0\0M4A ") + moov + atom(b"mdat", b"\0" * 64)


SOUNDS = {
    "wav": wav(chunks=chunk(b"LIST", b"INFO" + SECRET) + chunk(b"bext", SECRET)),
    "mp3": id3() + mp3() + b"TAG" + SECRET.ljust(125, b"\0"),
    "flac": flac(),
    "ogg": opus(),
    "m4a": m4a(),
}
