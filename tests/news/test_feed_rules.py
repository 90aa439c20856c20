"""The rules that feeds are held to: they find what is wrong."""

import pytest

from tests.news.feed_rules import broken_rules

ADDRESS = "https://radio.example/feed.xml"
FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
  <title>Aerial</title><link>https://radio.example/</link><description>News</description>
  <lastBuildDate>Sun, 22 Nov 2026 09:14:00 +0000</lastBuildDate>
  <atom:link href="{ADDRESS}" rel="self" type="application/rss+xml"/>
  <item>
    <title>One</title><link>https://radio.example/1</link>
    <guid isPermaLink="false">1</guid><pubDate>Sun, 22 Nov 2026 09:14:00 +0000</pubDate>
    <description>First</description>
    <content:encoded>&lt;a href="https://radio.example/"&gt;x&lt;/a&gt;</content:encoded>
    <enclosure url="https://radio.example/1.jpg" length="1" type="image/jpeg"/>
  </item>
  <item><title>Two</title><guid>https://radio.example/2</guid></item>
</channel>
</rss>
"""


def test_nothing_is_wrong_with_a_feed_that_holds_to_them():
    assert broken_rules(FEED.encode(), ADDRESS) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('version="2.0"', 'version="0.91"'),
        ("<?xml", " <?xml"),
        ("First", "F\x0birst"),
        ("<title>Aerial</title>", ""),
        ("<title>Aerial</title>", "<title>Aerial</title><title>FM</title>"),
        ("<title>Aerial</title>", "<title>Aerial</title><name>FM</name>"),
        ("feed.xml", "feed"),
        ("22 Nov 2026 09:14:00 +0000</last", "22 Nov 26 09:14:00 +0000</last"),
        ("Sun, 22 Nov 2026 09:14:00 +0000</pub", "Mon, 22 Nov 2026 09:14:00 +0000</pub"),
        ("Sun, 22 Nov 2026 09:14:00 +0000</pub", "2026-11-22T09:14:00Z</pub"),
        ("<link>https://radio.example/1", "<link>/1"),
        ("<guid>https://radio.example/2", '<guid isPermaLink="false">1'),
        ("<guid>https://radio.example/2", "<guid>2"),
        ("<guid>https://radio.example/2</guid>", ""),
        ('isPermaLink="false"', 'isPermaLink="no"'),
        ("<title>One</title>", "<author>a</author><author>b</author>"),
        ("<title>Two</title>", ""),
        ("<description>First</description>", ""),
        ('length="1"', ""),
        ('length="1"', 'length=""'),
        ('url="https://radio.example/1.jpg"', 'url="1.jpg"'),
        ('href="https://radio.example/"&gt;', 'href="/"&gt;'),
        ("First", "&lt;script&gt;"),
        ("First", '&lt;img src="https://radio.example/1" onerror="x"&gt;'),
        ("First", '&lt;img srcset="https://radio.example/1 1x, /2 2x"&gt;'),
    ],
)
def test_what_is_wrong_is_found(right, wrong):
    assert right in FEED
    assert broken_rules(FEED.replace(right, wrong).encode(), ADDRESS)
