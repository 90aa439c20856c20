"""The feeds that a page names."""

from blueprints.wire.discovery import feeds_in

PAGE = """<!doctype html><html><head><base href="https://sheet.example/music/">
<link rel=stylesheet href=/a.css><link rel="alternate" hreflang="de" href="/de">
<link rel="alternate" type="application/json+oembed" href="/oembed">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">
<link rel="alternate" type="application/rss+xml" title="Sheet &raquo; Comments" href="/c/feed">
<link rel="alternate" type="application/rss+xml" title="Kommentar-Feed" href="/k/feed">
<link REL="Alternate home" TYPE="Application/RSS+XML; charset=utf-8" title="<b>" href="feed/">
<link rel="alternate" type="application/atom+xml" href="/atom.xml?utm_source=x" />
<link rel="alternate" type="application/feed+json" href="https://sheet.example/feed.json">
<link rel="alternate" type="application/rss+xml" href="feed/">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">
</head><body>Grüße"""


def test_feeds_are_found_in_order_without_those_of_comments():
    found = feeds_in(PAGE.encode(), "https://sheet.example/")
    assert [(one.url, one.kind) for one in found] == [
        ("https://sheet.example/music/feed/", "RSS"),
        ("https://sheet.example/atom.xml", "Atom"),
        ("https://sheet.example/feed.json", "JSON"),
    ]
    assert found[0].title == "<b>"


def test_a_site_whose_name_looks_like_comments_has_feeds():
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    for site in ("https://www.commentary.example/", "https://api.example/"):
        assert [one.url for one in feeds_in(link.encode(), site)] == [f"{site}feed"]
    only = link.replace("/feed", "/commentisfree/rss").encode()
    assert len(feeds_in(only, "https://sheet.example/")) == 1


def test_nothing_is_found_in_nothing():
    for body in (b"", b"\xff\xfe\0<", b"<link rel=alternate type=", b"<link " * 100_000):
        assert feeds_in(body, "https://sheet.example/") == []
