"""M3U files: as Winamp defined them, as programs write them, and hostile ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.studio import m3u
from blueprints.studio.playlist_entry import LARGEST, MOST_ENTRIES, MOST_LINES, Entry, Unreadable

EXTENDED = b"""#EXTM3U

#EXTINF:123,Sample Artist - Sample title
C:\\Documents and Settings\\I\\My Music\\Sample.mp3
#EXTINF:321,Example Artist - Example title
C:\\Documents and Settings\\I\\My Music\\Greatest Hits\\Example.ogg
"""


def locations(data):
    return [entry.locations[0] for entry in m3u.read(data).entries]


def one(data):
    (entry,) = m3u.read(data).entries
    return entry


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_an_extended_file(end):
    found = m3u.read(EXTENDED.replace(b"\n", end)).entries
    assert [(e.title, e.artist, e.duration, e.line) for e in found] == [
        ("Sample title", "Sample Artist", 123.0, 4),
        ("Example title", "Example Artist", 321.0, 6),
    ]
    assert found[0].locations == ("C:\\Documents and Settings\\I\\My Music\\Sample.mp3",)


def test_a_plain_list_without_comments():
    assert locations(b"a/b.mp3\nc.ogg") == ["a/b.mp3", "c.ogg"]


@pytest.mark.parametrize(
    "data",
    [
        "é/ü.mp3".encode(),
        b"\xef\xbb\xbf" + "é/ü.mp3".encode(),
        "é/ü.mp3".encode("latin-1"),
        "é/ü.mp3".encode("utf-16"),
    ],
)
def test_the_charset_is_found(data):
    assert locations(data) == ["é/ü.mp3"]


def test_windows_quotes_are_quotes():
    assert locations("l’été.mp3".encode("cp1252")) == ["l’été.mp3"]


def test_bytes_of_no_charset_are_read_somehow():
    assert locations(b"\x81\x8d\xff.mp3") == ["\x81\x8d\xff.mp3"]


INFOS = [
    (b"#EXTINF:-1,Night Radio", ("", "Night Radio", None)),
    (b"#EXTINF:12.5,A - B - C", ("A", "B - C", 12.5)),
    (b'#EXTINF:60 key="value",A - B', ("A", "B", 60.0)),
    (b"#extinf:60,A - B", ("A", "B", 60.0)),
    (b"#EXTINF:,A - B", ("A", "B", None)),
    (b"#EXTINF:", ("", "", None)),
    (b"#EXTINF:nan,B", ("", "B", None)),
    (b"#EXTINF:99999999999,B", ("", "B", None)),
    (b"#EXTINF:" + b" " * 100_000 + b"x" * 3000, ("", "", None)),
]


@pytest.mark.parametrize(("line", "said"), INFOS)
def test_what_a_comment_says_of_the_next_line(line, said):
    entry = one(b"#EXTM3U\n" + line + b"\n#EXTVLCOPT:x=y\n\na.mp3\n")
    assert (entry.artist, entry.title, entry.duration) == said
    assert m3u.read(line + b"\na.mp3\nb.mp3").entries[1].title == ""


def test_spaces_around_may_belong_to_the_name_or_not():
    assert one(b" a b.mp3 \n").locations == (" a b.mp3 ", "a b.mp3")


def test_other_line_separators_belong_to_the_name():
    name = "a\u2028b\x0bc\x85.mp3"
    assert locations(name.encode()) == [name]


def test_no_more_is_read_than_has_to_be():
    listing = m3u.read(b"a.mp3\n" * (MOST_ENTRIES + 1))
    assert (len(listing.entries), listing.is_cut) == (MOST_ENTRIES, True)
    listing = m3u.read(b"a.mp3\n" * MOST_ENTRIES)
    assert (len(listing.entries), listing.is_cut) == (MOST_ENTRIES, False)
    listing = m3u.read(b"#\n" * MOST_LINES + b"a.mp3")
    assert (len(listing.entries), listing.is_cut) == (0, True)
    listing = m3u.read(b"#\n" * (MOST_LINES - 1) + b"a.mp3\n")
    assert (len(listing.entries), listing.is_cut) == (1, False)
    with pytest.raises(Unreadable):
        m3u.read(b"a" * (LARGEST + 1))


def test_a_written_file_is_extended_and_in_utf_8():
    entries = [
        Entry(("a/ü.mp3",), title="Über", artist="Anna", duration=213.4),
        Entry(("https://radio.example/live",), title="Relay"),
        Entry(("#1.mp3",), title="One\r\nclear", artist="A"),
        Entry(("two\nlines.mp3",)),
    ]
    assert m3u.write(entries).decode() == (
        "#EXTM3U\n#EXTINF:213,Anna - Über\na/ü.mp3\n"
        "#EXTINF:-1,Relay\nhttps://radio.example/live\n"
        "#EXTINF:-1,A - One clear\n./#1.mp3\n"
    )


PATHS = st.from_regex(r"[^\s\x00-\x1f\ufeff][^\x00-\x1f\ud800-\udfff]{0,20}", fullmatch=True)


@given(st.lists(PATHS))
def test_what_was_written_is_read_again(paths):
    found = m3u.read(m3u.write(Entry((path,), title="x") for path in paths)).entries
    assert [e.locations[0].removeprefix("./#") for e in found] == [
        path.removeprefix("#") if path[0] == "#" else path for path in paths
    ]


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data):
    assert all(entry.locations[0] for entry in m3u.read(data).entries)
