"""/desk/wire/sources/: found, subscribed to, changed, paused, removed."""

import pytest

from blueprints.wire.models import WireEntry, WireSource
from tests.core.loopback_server import Server, answered

SOURCES = "/desk/wire/sources/"
TYPED = {"name": "The Tide Table", "interval": "60", "tags": "Harbour, Sea", "language": "",
         "rights": "link", "licence": "", "mode": "pending"}  # fmt: skip
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Tides &amp; &lt;b&gt;</title>
<link>https://tides.example.org/</link><description>d</description><item><title>Piano</title>
<link>https://tides.example.org/piano</link><guid>1</guid><description>In tune.</description>
</item></channel></rss>"""


@pytest.fixture
def app(make_app):
    """The station's app, which may ask this machine's own servers."""
    return make_app(RADIO_OUTBOUND_ALLOW="127.0.0.0/8")


@pytest.fixture
def server():
    """A site with a feed."""
    server = Server()
    page = b'<link rel="alternate" type="application/rss+xml" href="/feed"><p>Hi'
    server.says = {"/": answered(page, **{"Content-Type": "text/html"}), "/feed": answered(FEED),
                   "/none": answered(b"<p>Hi", **{"Content-Type": "text/html"})}  # fmt: skip
    yield server
    server.close()


def test_found_and_subscribed(editor, wire, server):
    assert editor.get(f"{SOURCES}new").status_code == 200
    found = editor.post(f"{SOURCES}new", data={"url": server.url + "/"})
    assert found.status_code == 200
    assert "Piano" in found.text
    assert "<b>" not in found.text.split("<main")[1].split("</main")[0]
    sent = TYPED | {"url": f"{server.url}/feed", "title": "Tides", "site_url": "https://t.example"}
    answer = editor.post(SOURCES, data=sent)
    assert answer.location == f"{SOURCES}1"
    source = wire.row(1, WireSource)
    assert (source.name, source.tags, source.interval) == ("The Tide Table", ["Harbour", "Sea"], 60)
    assert source.site_url == "https://t.example"
    assert "Piano" in editor.get("/desk/wire/").text
    assert editor.post(SOURCES, data=sent).status_code == 409
    again = editor.post(f"{SOURCES}new", data={"url": f"{server.url}/feed"})
    assert again.status_code == 409
    assert "You already have this feed" in again.text


def test_sources_are_listed_by_name(editor, wire):
    for name in ("Zinc", "anchor", "Buoy"):
        wire.source(name=name)
    text = editor.get(SOURCES).text
    assert text.index("anchor") < text.index("Buoy") < text.index("Zinc")


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "file:///etc/passwd", "http://[::1]/"])
def test_wrong_addresses(editor, wire, url):
    answer = editor.post(f"{SOURCES}new", data={"url": url})
    assert answer.status_code == 422
    assert 'id="url-error"' in answer.text
    if not url.startswith("http"):
        assert editor.post(SOURCES, data=TYPED | {"url": url}).status_code == 422


def test_an_address_with_a_port_needs_no_scheme(editor, wire):
    answer = editor.post(f"{SOURCES}new", data={"url": "127.0.0.1:1/feed"})
    assert "127.0.0.1 cannot be reached." in answer.text


def test_a_page_without_a_feed(editor, wire, server):
    answer = editor.post(f"{SOURCES}new", data={"url": f"{server.url}/none"})
    assert answer.status_code == 422
    assert "No feed was found" in answer.text


WRONG = {
    "without a name": {"name": " "},
    "full without a licence": {"rights": "full"},
    "published without an editor": {"mode": "publish"},
    "an odd interval": {"interval": "7"},
    "odd rights": {"rights": "all"},
    "an odd language": {"language": "en_GB!"},
    "a tag without letters": {"tags": "Sea, !!"},
}


@pytest.mark.parametrize("typed", WRONG.values(), ids=WRONG)
def test_wrong_settings(editor, wire, typed):
    number = wire.source("Before")
    answer = editor.post(f"{SOURCES}{number}", data=TYPED | typed)
    assert answer.status_code == 422
    assert "Please fix" in answer.text
    assert wire.row(number, WireSource).name == "Before"


def test_changed(editor, wire):
    number = wire.source(rights="link", etag="x", body_hash="y")
    sent = TYPED | {"rights": "full", "licence": "CC BY 4.0", "mode": "publish", "language": "de"}
    assert editor.post(f"{SOURCES}{number}", data=sent).status_code == 303
    source = wire.row(number, WireSource)
    assert (source.rights, source.licence, source.mode) == ("full", "CC BY 4.0", "publish")
    assert (source.language, source.etag, source.body_hash) == ("de", "", "")


def test_fetched_now(editor, wire, server):
    number = wire.source(url=f"{server.url}/feed")
    text = editor.post(f"{SOURCES}{number}/fetch", follow_redirects=True).text
    assert "1 new" in text
    number = wire.source(url=f"{server.url}/none")
    wire.change(1, WireSource, lease_until=None)
    failed = editor.post(f"{SOURCES}{number}/fetch", follow_redirects=True).text
    assert "This is a web page, not a feed." in failed
    assert "This is a web page, not a feed." in editor.get(SOURCES).text


def test_paused_and_resumed(editor, wire):
    number = wire.source()
    editor.post(f"{SOURCES}{number}/pause")
    assert wire.row(number, WireSource).paused_at
    assert "Paused" in editor.get(SOURCES).text
    editor.post(f"{SOURCES}{number}/pause?_method=delete")
    assert wire.row(number, WireSource).paused_at is None


def test_removed_but_its_stories_stay(editor, wire):
    number = wire.source(rights="excerpt")
    entry = wire.entry(number, summary="S.")
    editor.post(f"/desk/wire/{entry}/publication")
    assert "made from it stays" in editor.get(f"{SOURCES}{number}/removal").text
    assert editor.post(f"{SOURCES}{number}?_method=delete").location == SOURCES
    assert wire.row(number, WireSource).mode == "ended"
    assert f"{SOURCES}{number}" not in editor.get(SOURCES).text
    assert wire.story().source_name == "The Tide Table"
    for address in (f"{SOURCES}{number}", f"{SOURCES}{number}/removal", f"{SOURCES}{10**12}"):
        assert editor.get(address).status_code == 404


def test_a_story_is_taken_down_after_its_source_was_removed(editor, wire):
    number = wire.source(rights="excerpt")
    story_of, spare = (wire.entry(number, summary="S.", headline=h) for h in ("Kept", "Spare"))
    editor.post(f"/desk/wire/{story_of}/publication")
    editor.post(f"{SOURCES}{number}?_method=delete")
    assert wire.row(spare, WireEntry) is None
    assert "Take down" in editor.get(f"/desk/stories/{wire.story().id}").text
    editor.post(f"/desk/wire/{story_of}/takedown")
    assert wire.state(story_of) == "removed"


def test_a_source_without_stories_goes_as_a_whole(editor, wire):
    number = wire.source()
    wire.entry(number)
    editor.post(f"{SOURCES}{number}?_method=delete")
    assert wire.row(number, WireSource) is None
