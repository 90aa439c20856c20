"""Text from people and machines: what a story keeps, what it loses; directions."""

import pytest
from flask import render_template_string

from blueprints.core.text import clean_html, direction, folded
from blueprints.media.models import Picture

STORY = """
<h2>The night</h2>
<p lang="ar" dir="rtl">مرحبا <strong>bold</strong> <em>italic</em> <q>said</q> <cite>The Sheet</cite><br></p>
<h3>Later</h3>
<ul><li>one</li></ul><ol><li>two</li></ol>
<blockquote class="pull">Nobody laughed.</blockquote>
<figure class="picture"><picture><source type="image/webp" sizes="100vw" srcset="/media/a-320.webp 320w, /media/a-640.webp 640w"><img src="/media/a-640.jpg" sizes="100vw" srcset="/media/a-320.jpg 320w" width="640" height="480" alt="The quay" loading="lazy"></picture><figcaption>The quay <span class="credit">Ada</span></figcaption></figure>
"""  # noqa: E501 - a line break here would be one in the story


def test_a_story_keeps_all_that_it_needs():
    assert clean_html(STORY) == STORY


def test_a_picture_as_our_own_template_writes_it_is_kept_whole(app):
    picture = Picture(hash="0" * 20, width=960, height=640, alternative_text="a", caption="b",
                      credit="c")  # fmt: skip
    template = '{% include "editor/figure.html" %}'
    with app.test_request_context():
        written = render_template_string(template, item=picture)
    assert sorted(clean_html(written).split()) == sorted(written.split())


def test_cleaning_twice_changes_nothing():
    hostile = '<p>a<b>c</b> <a href="http://x.example/?a&b">d</a> &lt;script&gt; <img src=/x>'
    assert clean_html(clean_html(hostile)) == clean_html(hostile)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p>a<style>p { color: red }</style>b</p>", "<p>ab</p>"),
        ('<p>a<iframe src="https://evil.example"></iframe>b</p>', "<p>ab</p>"),
        ("<p>a<!-- secret -->b</p>", "<p>ab</p>"),
        ("<p>a<b>b</b><font color=red>c</font></p>", "<p>abc</p>"),
        ('<p onclick="alert(1)" style="color:red" id="x" class="y" data-z="1">a</p>', "<p>a</p>"),
        ('<img src="/x.jpg" onerror="alert(1)">', '<img src="/x.jpg">'),
        ('<form action="/x"><input name="a"><button>go</button></form>', "go"),
        ('<base href="https://evil.example/"><meta http-equiv="refresh" content="0">', ""),
        ('<object data="x.swf"></object><embed src="x.swf"><svg onload="alert(1)"></svg>', ""),
        ("<math><mtext><p><style><img src=x onerror=alert(1)></style>", ""),
        ("<p>1 < 2 & 3 > 2</p>", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("<p>never closed", "<p>never closed</p>"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<p>𝄞</p>", "<p>𝄞</p>"),
    ],
)
def test_what_a_story_may_not_have_is_dropped(given, left):
    assert clean_html(given) == left


@pytest.mark.parametrize(
    "address",
    [
        "https://radio.example/a?b=c#d",
        "http://radio.example",
        "HTTPS://radio.example/ü",
        "https://radio.example/two words",
        "/news/another-story",
        "/news/another-story?page=2#reply",
        "/",
    ],
)
def test_links_to_the_web_and_into_the_site_are_kept(address):
    assert clean_html(f'<a href="{address}">a</a>') == f'<a href="{address}" rel="noopener">a</a>'


HOSTILE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "javascript\\x3A:alert(1)",
    "javascript&colon;alert(1)",
    "javascript\\x3Aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://radio.example/1",
    "ftp://radio.example/",
    "//evil.example/a",
    "/\\evil.example/a",
    "\\\\evil.example/a",
    "/\t/evil.example/a",
    "/\n/evil.example/a",
    "\t//evil.example/a",
    "another-story",
    "./another-story",
    "../../etc",
    "?page=2",
    "#reply",
    "",
    "http:evil.example",
    "http:/evil.example",
    "https:\\\\evil.example",
    "https://",
    "://evil.example",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_a_link_elsewhere_leads_nowhere(address):
    assert clean_html(f'<a href="{address}">a</a>') == '<a rel="noopener">a</a>'


@pytest.mark.parametrize("address", [*HOSTILE, "data:image/png;base64,AAAA"])
def test_a_picture_from_elsewhere_is_not_loaded(address):
    assert clean_html(f'<img alt="a" src="{address}">') == '<img alt="a">'


@pytest.mark.parametrize(
    "addresses",
    [
        "data:image/png;base64,AAAA",
        "/media/a.jpg 320w, data:image/png;base64,AAAA 640w",
        "//evil.example/a.jpg 320w",
        "https://evil.example/a.jpg",
        "/media/a.jpg 320w, /\\evil.example/a.jpg 640w",
        "/\t/evil.example",
        "a.jpg",
        ",",
        "",
    ],
)
def test_a_set_of_pictures_is_the_sites_own_or_none(addresses):
    assert clean_html(f'<source srcset="{addresses}">') == "<source>"


def test_quotes_do_not_break_out_of_a_link():
    address = "http://x.example/?'onmouseover='alert(1)'x='"
    assert clean_html(f'<a href="{address}">a</a>') == f'<a href="{address}" rel="noopener">a</a>'
    broken = clean_html(f"<a href='{address}'>a</a>")
    assert broken == '<a href="http://x.example/?" rel="noopener">a</a>'
    double = clean_html("<a href='http://x.example/\"onmouseover=\"alert(1)'>a</a>")
    assert double == (
        '<a href="http://x.example/&quot;onmouseover=&quot;alert(1)" rel="noopener">a</a>'
    )


def test_a_link_cannot_choose_its_target_or_relation():
    given = '<a href="https://x.example" target="_blank" rel="opener" download ping="/x">a</a>'
    assert clean_html(given) == '<a href="https://x.example" rel="noopener">a</a>'


def test_for_readers_elsewhere_own_paths_get_the_public_address():
    given = (
        '<p><a href="/news/a">a</a><a href="https://x.example/b">b</a><a href="//x.example">c</a>'
        '<img src="/media/a-320.jpg" srcset="/media/a-320.jpg 320w, /media/a-640.jpg 640w"></p>'
    )
    assert clean_html(given, base="https://radio.example") == (
        '<p><a href="https://radio.example/news/a" rel="noopener">a</a>'
        '<a href="https://x.example/b" rel="noopener">b</a><a rel="noopener">c</a>'
        '<img src="https://radio.example/media/a-320.jpg" '
        'srcset="https://radio.example/media/a-320.jpg 320w, '
        'https://radio.example/media/a-640.jpg 640w"></p>'
    )


# Direction


@pytest.mark.parametrize("language", ["ar", "AR", "ar-EG", "he", "fa-IR", "ckb", "ur"])
def test_languages_written_from_right_to_left(language):
    assert direction(language) == "rtl"


@pytest.mark.parametrize("language", ["en", "en-GB", "de", "arn", "zh-Hant", "", "x-klingon"])
def test_languages_written_from_left_to_right(language):
    assert direction(language) == "ltr"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bjørk  GUÐ", "bjork gud"),
        ("Don’t stop", "dont stop"),
        ("Straße ﬁn", "strasse fin"),
        ("İ Ⅷ ½", "i viii 1⁄2"),
        ("Тёплый", "теплыи"),
        ("a" + "\u0301" * 50_000, "a"),
    ],
)
def test_text_is_folded_for_searching(text, found):
    assert folded(text) == found
