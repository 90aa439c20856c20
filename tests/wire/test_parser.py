"""The parser: every kind of feed, and what is wrong with many of them."""

import codecs
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blueprints.wire.feed import FeedError
from blueprints.wire.parser import parse
from tests.wire.feeds import DATE, item, rss

MORNING = datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_rss_with_all_that_it_may_have():
    media = (
        '<media:content url="https://sheet.example/a.jpg" medium="image" width="400"/>'
        '<media:content url="https://sheet.example/b.jpg" medium="image" width="900"/>'
        "<media:credit>Ana</media:credit>"
    )
    entry = item(content="<p>Long</p>", description="Short", **{"dc:creator": "Ana Silva"})
    feed = parse(rss(entry.replace("</item>", f"<category>Film</category>{media}</item>")))
    assert (feed.title, feed.site_url, feed.total) == ("The Sheet", "https://sheet.example/", 1)
    (one,) = feed.entries
    assert (one.guid, one.url, one.author) == ("id-1", "https://sheet.example/1", "Ana Silva")
    assert (one.content_html, one.summary_html) == ("<p>Long</p>", "Short")
    assert (one.published_at, one.tags) == (MORNING, ("Film",))
    assert [(p.url, p.credit) for p in one.pictures] == [("https://sheet.example/b.jpg", "Ana")]


WORDS_OF_MEDIA = (
    '<media:group><media:content url="https://sheet.example/a.jpg" medium="image"/>'
    '<media:description type="plain">A boat</media:description></media:group>'
)


@pytest.mark.parametrize("element", ["{m}{d}", "{d}{m}"])
def test_words_of_a_picture_are_not_those_of_the_entry(element):
    words = element.format(m=WORDS_OF_MEDIA, d="<description>It came in.</description>")
    (one,) = parse(rss(item().replace("</item>", f"{words}</item>"))).entries
    assert (one.content_html or one.summary_html) == "It came in."
    assert [picture.alt for picture in one.pictures] == ["A boat"]


def test_the_description_of_a_film_is_what_it_says():
    (one,) = parse(rss(item().replace("</item>", f"{WORDS_OF_MEDIA}</item>"))).entries
    assert one.summary_html == "A boat"


@pytest.mark.parametrize(
    ("elements", "author"),
    [("<author>ana@sheet.example (Ana Silva)</author>", "Ana Silva"),
     ("<author>ana@sheet.example</author>", ""),
     ("<dc:creator>Ana (now), Rui (earlier)</dc:creator>", "Ana (now), Rui (earlier)"),
     ("<author>a@sheet.example</author><dc:creator> </dc:creator>", ""),
     ("<dc:creator>Ana</dc:creator><dc:creator>Rui</dc:creator><author>a@b.example</author>",
      "Ana, Rui")],
)  # fmt: skip
def test_authors_are_names_and_no_email_addresses(elements, author):
    (one,) = parse(rss(item().replace("</item>", f"{elements}</item>"))).entries
    assert one.author == author


@pytest.mark.parametrize(
    ("guid", "url"),
    [("42", ""), ("ep-42", ""), ("/42", "/42"), ("https://a.example/42", "https://a.example/42")],
)
def test_an_id_that_is_no_address_is_not_linked_to(guid, url):
    assert parse(rss(item(link=None, guid=guid))).entries[0].url == url


def test_a_podcast_brings_its_picture():
    picture = '<itunes:image href="https://sheet.example/a.jpg"/>'
    feed = rss(item().replace("</item>", f"{picture}</item>")).decode()
    names = 'version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    (one,) = parse(feed.replace('version="2.0"', names).encode()).entries
    assert [picture.url for picture in one.pictures] == ["https://sheet.example/a.jpg"]


def test_atom_says_what_its_addresses_are_seen_from():
    base = "https://folha.example/files/"
    (one,) = parse(ATOM.replace("<content ", f'<content xml:base="{base}" ').encode()).entries
    assert one.base == base
    assert parse(ATOM.encode()).entries[0].base == ""


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pt"><title>Folha</title>'
    '<link rel="self" href="https://folha.example/feed"/><link href="https://folha.example/"/>'
    '<entry><id>urn:1</id><title type="html">Tom &amp;amp; &lt;b&gt;Ana&lt;/b&gt;</title>'
    '<link href="https://folha.example/1"/><updated>2026-11-22T09:00:00+01:00</updated>'
    "<author><name>Ana</name></author><content type='html'>&lt;p&gt;x&lt;/p&gt;</content></entry>"
    "</feed>"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<channel rdf:about="https://old.example/"><title>Old</title><link>https://old.example/</link>'
    '<items><rdf:Seq><rdf:li resource="https://old.example/1"/></rdf:Seq></items></channel>'
    '<item rdf:about="https://old.example/1"><title>Tom &amp;amp; Ana</title>'
    "<link>https://old.example/1</link><dc:date>2026-11-22T08:00:00Z</dc:date></item></rdf:RDF>"
)
RSS_091 = (
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>'
    "<title>Oldest</title><item><title>Tom &amp;amp; Ana</title><link>https://o.example/1</link>"
    f"<pubDate>{DATE}</pubDate></item></channel></rss>"
)


@pytest.mark.parametrize("text", [ATOM, RDF, RSS_091], ids=["atom", "rdf", "rss 0.91"])
def test_other_formats(text):
    (one,) = parse(text.encode()).entries
    assert (one.headline, one.published_at) == ("Tom & Ana", MORNING)
    assert one.url.endswith(".example/1")


def test_json_feed_in_both_versions():
    old = {"id": 7, "url": "https://j.example/7", "title": "A <b> title",
           "content_text": "1 < 2", "image": "https://j.example/7.png",
           "date_published": "2026-11-22T08:00:00Z"}  # fmt: skip
    new = {"id": "8", "content_html": "<p>x</p>", "authors": [{"name": "Ana"}, {"name": "Tom"}],
           "tags": ["a", "a", " ", *"bcdefghijklmnopqrstuvwxyz"]}  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1", "title": "J", "author": {"name": "All"},
            "items": [old, new, "nonsense", None]}  # fmt: skip
    first, second = parse(json.dumps(feed).encode(), "application/json").entries
    assert (first.guid, first.headline, first.content_html) == ("7", "A <b> title", "1 &lt; 2")
    assert (first.author, second.author, second.headline) == ("All", "Ana, Tom", "")
    assert second.tags == tuple("abcdefghijklmnopqrst")
    assert first.published_at == MORNING
    assert first.pictures[0].url == "https://j.example/7.png"


@pytest.mark.parametrize(
    ("title", "shown"),
    [("<script>alert(1)</script>", "<script>alert(1)</script>"), ("AT&amp;T", "AT&T"),
     ("The <em>Sheet</em>", "The Sheet"), ("1 < 2", "1 < 2"), ("&#8216;Tide&#8217;", "‘Tide’")],
)  # fmt: skip
def test_titles_are_text(title, shown):
    assert parse(rss(item(title))).entries[0].headline == shown


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"", "empty"), (b" \n\0", "empty"), (b"<!doctype html><html><p>Hello", "html"),
     (b"<!-- a --><HTML><head>", "html"), (b"Hello", "unknown"), (b"<opml/>", "unknown"),
     (b"<rss version='2.0'><channel><item><title>A", "unreadable"), (b"{", "json"),
     (b'{"a": 1}', "unknown"), (b"[" * 100_000, "json"), (b"GIF89a\0\0", "unknown"),
     (b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel><item/></channel></rss>', "dtd"),
     (b'<!DOCTYPE r [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]><rss/>', "dtd")],
)  # fmt: skip
def test_what_is_not_a_feed_is_refused_with_a_reason(body, code):
    with pytest.raises(FeedError) as refused:
        parse(body)
    assert refused.value.code == code


def test_a_path_is_never_opened(tmp_path):
    (tmp_path / "feed.xml").write_bytes(rss(item()))
    for body in (str(tmp_path / "feed.xml"), f"file://{tmp_path}/feed.xml", "http://127.0.0.1/"):
        with pytest.raises(FeedError, match="unknown"):
            parse(body.encode())


def test_a_feed_without_entries_is_one():
    assert parse(rss()).entries == ()


def test_a_half_cut_feed_gives_its_whole_entries():
    body = rss(item("One", number=1), item("Two", number=2), item("Three", number=3))
    feed = parse(body[: body.index(b"Three") + 3])
    assert [entry.headline for entry in feed.entries] == ["One", "Two"]
    assert feed.remarks == ("half",)


@pytest.mark.parametrize("entries", [(), (item("One"),)])
def test_what_a_cache_leaves_behind_a_feed_does_not_cut_it(entries):
    feed = parse(rss(*entries) + b"\n<!-- Cached page of a plugin -->\n<!-- 7 queries -->\n")
    assert (len(feed.entries), feed.remarks) == (len(entries), ())


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "shift_jis"])
def test_charsets_as_declared(charset):
    words = (
        "日本語" if charset == "shift_jis" else "Grüße – “so”"[: 12 if "8859" not in charset else 5]
    )
    text = rss(item(words)).decode().replace("utf-8", charset)
    feed = parse(text.encode(charset))
    assert (feed.entries[0].headline, feed.remarks) == (words, ())


@pytest.mark.parametrize(
    ("declared", "header", "real"),
    [("iso-8859-1", "", "utf-8"), ("utf-8", "", "windows-1252"), ("nonsense", "", "utf-8"),
     ("", "text/xml; charset=us-ascii", "utf-8")],
)  # fmt: skip
def test_a_wrong_charset_is_seen_through(declared, header, real):
    text = rss(item("Grüße")).decode().replace('encoding="utf-8"', f'encoding="{declared}"')
    feed = parse(text.replace(' encoding=""', "").encode(real), header)
    assert (feed.entries[0].headline, feed.remarks) == ("Grüße", ("charset",))


@pytest.mark.parametrize("title", ["Rain", "Rains", "Grüße"])
def test_what_says_utf_16_in_single_bytes_is_read(title):
    body = rss(item(title)).decode().replace('encoding="utf-8"', 'encoding="utf-16"').encode()
    assert parse(body).entries[0].headline == title


def test_a_byte_order_mark_comes_before_all():
    assert parse(codecs.BOM_UTF8 + rss(item("Grüße"))).entries[0].headline == "Grüße"


@pytest.mark.parametrize(
    ("given", "moment"),
    [("2026-11-22T10:00:00+02:00", MORNING), ("Dom, 22 Nov 2026 05:00:00 -0300", MORNING),
     ("22. März 2026 08:00", datetime(2026, 3, 22, 8, tzinfo=UTC)),
     ("22 de dezembro de 2025", datetime(2025, 12, 22, tzinfo=UTC)),
     ("2026-11-22 08:00:00 UTC", MORNING), ("1795334400", MORNING),
     ("Thu, 01 Jan 1970 00:00:00 GMT", datetime(1970, 1, 1, tzinfo=UTC)),
     ("yesterday", None), ("99 Foo 12345", None)],
)  # fmt: skip
def test_dates_in_many_forms(given, moment):
    (entry,) = parse(rss(item(pubDate=given))).entries
    assert entry.published_at == moment
    assert entry.remarks == (() if moment else ("date",))


def test_of_ten_thousand_entries_the_newest_are_read():
    days = (f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}T08:00:00Z" for n in range(10_000))
    items = [item(f"Number {n}", number=n, pubDate=day) for n, day in enumerate(days)]
    feed = parse(rss(*items))
    assert (len(feed.entries), feed.total, feed.remarks) == (500, 10_000, ("many",))
    assert min(entry.published_at for entry in feed.entries).month == 12
    plain = [item(number=n, pubDate=None) for n in range(600)]
    assert [entry.guid for entry in parse(rss(*plain)).entries][:2] == ["id-0", "id-1"]


def test_entries_inside_of_texts_are_texts():
    (one,) = parse(
        rss("<item><title>A</title><description><![CDATA[<item>&lt;</item>]]></description></item>")
    ).entries
    assert one.summary_html == "<item>&lt;</item>"


def test_only_the_parser_reads_with_feedparser_and_from_bytes():
    source = Path("blueprints/wire/parser.py").read_text(encoding="utf-8")
    assert source.count("feedparser.parse(") == source.count("BytesIO(text") == 1


def bomb(disguise):
    """A feed that defines an entity, where a pattern takes the definition for something else."""
    start = f"<!DOCTYPE rss [{disguise}<!ENTITY a '{'A' * 1000}'><?y --> ?>]>"
    return rss(item("&a;")).replace(b"<rss", start.encode() + b"<rss").replace(b"&amp;a", b"&a")


@pytest.mark.parametrize("disguise", ["<?x <item></item>?>", "<?x <!-- ?>", "<!ELEMENT item ANY>"])
def test_entities_are_refused_in_any_disguise(disguise):
    with pytest.raises(FeedError, match="dtd"):
        parse(bomb(disguise))


@pytest.mark.parametrize(
    "body",
    [b"<?xml version='1.0' encoding='punycode'?>" + b"x" * 500_000 + b"-" + b"a" * 500_000,
     b"<?xml version='1.0'?>" + b"<!DOCTYPE[" * 9_000 + b"<rss><channel>",
     rss(*(item(content="<p>" * 9_000) for _ in range(40))), rss(item("&#99999999999;"))
     .replace(b"&amp;#", b"&#")],
    ids=["punycode", "doctype", "markup", "number"],
)  # fmt: skip
def test_what_takes_a_parser_minutes_or_breaks_it_is_refused_at_once(body):
    with pytest.raises(FeedError):
        parse(body)


def test_half_a_pair_and_nul_in_json_are_replaced():
    one = {"id": "1\\ud800", "content_html": "<p>\\ud800a\\u0000</p>", "language": "e\\u0000n"}
    feed = json.dumps({"version": "1", "items": [one]}).replace("\\\\u", "\\u")
    (entry,) = parse(feed.encode()).entries
    assert (entry.guid, entry.content_html, entry.language) == ("1?", "<p>?a</p>", "en")
