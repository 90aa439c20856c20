"""XSPF files: as the specification has them, and hostile ones."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.studio import xspf
from blueprints.studio.playlist_entry import LARGEST, MOST_ENTRIES, Entry, Unreadable

# After the examples of https://xspf.org/spec and its quick start.
SPECIFIED = b"""<?xml version="1.0" encoding="UTF-8"?>
<playlist version="1" xmlns="http://xspf.org/ns/0/">
  <title>80s Music</title>
  <trackList>
    <track>
      <location>file:///C:/music/foo%20bar.mp3</location>
      <location>http://example.com/song_1.mp3</location>
      <creator>Led Zeppelin</creator>
      <album>Houses of the Holy</album>
      <title>No Quarter &amp; more</title>
      <annotation>I love this song</annotation>
      <duration>271066</duration>
      <image>http://images.example/cover.jpg</image>
      <extension application="http://example.com"><cl:clip xmlns:cl="http://example.com">
        <title>Not the title</title></cl:clip></extension>
    </track>
    <track><title>Nowhere</title></track>
  </trackList>
</playlist>"""


def wrapped(tracks, namespace=' xmlns="http://xspf.org/ns/0/"'):
    return f'<playlist version="1"{namespace}><trackList>{tracks}</trackList></playlist>'.encode()


def why(data):
    with pytest.raises(Unreadable) as caught:
        xspf.read(data)
    return caught.value.why


def test_the_examples_of_the_specification():
    first, second = xspf.read(SPECIFIED).entries
    assert first == Entry(
        ("file:///C:/music/foo%20bar.mp3", "http://example.com/song_1.mp3"),
        line=5,
        title="No Quarter & more",
        artist="Led Zeppelin",
        album="Houses of the Holy",
        duration=271.066,
    )
    assert second == Entry((), line=17, title="Nowhere")


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://xspf.org/ns/0/"'])
def test_a_file_without_the_namespace_is_read_too(namespace):
    (entry,) = xspf.read(wrapped("<track><location>a.mp3</location></track>", namespace)).entries
    assert entry.locations == ("a.mp3",)


def test_elements_of_another_namespace_are_not_ours():
    assert why(wrapped("<track/>", ' xmlns="http://elsewhere.example/"')) == "other"


@pytest.mark.parametrize("duration", ["", "-5", "1.5", "soon", "0", "9" * 30, "٣"])
def test_a_wrong_duration_is_unknown(duration):
    (entry,) = xspf.read(wrapped(f"<track><duration>{duration}</duration></track>")).entries
    assert entry.duration is None


def test_other_charsets_that_xml_names():
    data = wrapped("<track><location>é.mp3</location></track>").decode()
    told = f'<?xml version="1.0" encoding="ISO-8859-1"?>{data}'.encode("latin-1")
    for text in (told, data.encode("utf-16")):
        assert xspf.read(text).entries[0].locations == ("é.mp3",)


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol2 "&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;">]>
<playlist><trackList><track><title>&lol2;</title></track></trackList></playlist>"""
OUTSIDE = b"""<!DOCTYPE playlist [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<playlist><trackList><track><title>&secret;</title></track></trackList></playlist>"""
HOSTILE = [
    (LAUGHS, "entities"),
    (OUTSIDE, "entities"),
    (b'<!DOCTYPE playlist SYSTEM "http://169.254.169.254/x.dtd"><playlist/>', "entities"),
    (b"<playlist><trackList>", "markup"),
    (b"", "markup"),
    (b"#EXTM3U\na.mp3", "markup"),
    (b"\x00\xff\xfe", "markup"),
    (b'<?xml version="1.0" encoding="no-such"?><playlist/>', "markup"),
    (b'<?xml version="1.0" encoding="shift_jis"?><playlist/>', "markup"),
    ("<playlist><title>ü</title></playlist>".encode("latin-1"), "markup"),
    (b"<playlist><title>&undefined;</title></playlist>", "markup"),
    (b"<html><body/></html>", "other"),
    (b"<" + b"a" * LARGEST, "too_large"),
]


@pytest.mark.parametrize(("data", "reason"), HOSTILE)
def test_what_is_not_a_playlist_is_refused(data, reason):
    assert why(data) == reason


def test_a_file_in_another_form_names_the_line():
    with pytest.raises(Unreadable) as caught:
        xspf.read(b"<playlist>\n\n</oops>")
    assert caught.value.line == 3


def test_no_more_is_read_than_has_to_be():
    track = "<track><location>a</location></track>"
    listing = xspf.read(wrapped(track * (MOST_ENTRIES + 1)))
    assert (len(listing.entries), listing.is_cut) == (MOST_ENTRIES, True)
    assert xspf.read(wrapped("\n" * 100_001 + track)).is_cut
    assert xspf.read(wrapped("<a/>" * 600_000)).is_cut
    assert why(b"<playlist>" + b"<a>" * 300_000) == "other"


def test_texts_that_are_endless_are_cut():
    (entry,) = xspf.read(wrapped(f"<track><title>{'a' * 100_000}</title></track>")).entries
    assert len(entry.title) == 4096


def test_a_written_file():
    entries = [
        Entry(("a b/ü?#:%.mp3",), title="A <b> & c", artist="Anna", album="X", duration=213.4),
        Entry(("https://radio.example/live?a=b%20c",), title="Bell\x07\ud800"),
    ]
    assert xspf.write(entries, "Night").decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<playlist version="1" xmlns="http://xspf.org/ns/0/"><title>Night</title><trackList>'
        "<track><location>a%20b/%C3%BC%3F%23%3A%25.mp3</location>"
        "<title>A &lt;b&gt; &amp; c</title><creator>Anna</creator><album>X</album>"
        "<duration>213400</duration></track>"
        "<track><location>https://radio.example/live?a=b%20c</location><title>Bell</title></track>"
        "</trackList></playlist>"
    )


@given(st.lists(st.tuples(st.text(min_size=1), st.text(), st.text()), max_size=20))
def test_what_was_written_is_well_formed_and_read_again(rows):
    listing = xspf.read(xspf.write(Entry((at,), title=t, artist=a) for at, t, a in rows))
    assert len(listing.entries) == len(rows)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    with suppress(Unreadable):
        xspf.read(data)
