"""What is left of an entry: by its rights, without trackers, footers, scripts and frames."""

import pytest

from blueprints.wire.cleanup import cleaned
from blueprints.wire.feed import Entry, Picture

PAGE = "https://sheet.example/film/storm/"
SITE = "https://sheet.example"


def clean(html, rights="full", url=PAGE, **fields):
    return cleaned(Entry("1", url, "Storm", content_html=html, **fields), rights)


def test_rights_say_how_much_is_kept():
    html = f"<p>{'Waves and wind. ' * 40}</p><img src='/a.jpg' alt='A wave'>"
    full, excerpt, link = (clean(html, rights) for rights in ("full", "excerpt", "link"))
    assert "Waves and wind." in full.body
    assert [picture.url for picture in full.pictures] == ["https://sheet.example/a.jpg"]
    for less in (excerpt, link):
        assert (less.body, less.pictures) == ("", [])
        assert 200 < len(less.summary) <= 300


def test_what_runs_or_loads_is_gone():
    html = (
        "<p onclick='x()'>A<script>alert(1)</script><style>p{}</style></p><form><input><button>Go"
        "</button></form><svg><script>1</script></svg><p><a href='javascript:x()'>b</a></p>"
        "<p><a href=\"https://a.example/?'onmouseover='alert(1)'\">c</a></p>"
        "<math><mi xlink:href='data:x'>d</mi></math><object data='x'>e</object>"
    )
    body = clean(html).body
    assert body == "<p>A</p><p>b</p><p>c</p><p>e</p>"


def test_frames_and_clips_become_links():
    found = clean(
        "<figure class='wp-block-embed'><div><iframe src='//video.example/17?utm_source=x' "
        "title='Seventeen takes'></iframe></div></figure><audio src='/a.mp3'></audio>"
        "<iframe src='javascript:x'></iframe>"
    )
    assert found.body == (
        '<figure class="link"><a href="https://video.example/17" rel="noopener">Seventeen takes</a>'
        '</figure><figure class="link"><a href="https://sheet.example/a.mp3" rel="noopener">'
        "sheet.example</a></figure>"
    )
    assert "embed" in found.remarks


@pytest.mark.parametrize(
    "image",
    ["<img src='https://a.example/p.gif' width='1' height='1'>", "<img src='/1x1.gif'>",
     "<img src='https://pixel.wp.com/b.gif?host=a'>", "<img src='/a.png' style='display: none'>",
     "<img src='https://feeds.feedburner.com/~r/A/~4/x'>", "<img src='//vg01.met.vgwort.de/na/1'>",
     "<a href='http://feeds.wordpress.com/1.0/gocomments/1/'><img src='/c.png'></a>",
     "<img src='/stats.png' width=0>"],
)  # fmt: skip
def test_pixels_are_removed(image):
    found = clean(f"<p>Text {image}</p>")
    assert (found.body, found.pictures) == ("<p>Text </p>", [])
    assert found.remarks == ["pixel"]


def test_emoji_that_are_pictures_are_letters():
    address = "https://s.w.org/images/core/emoji/15/72x72/1f389.png"
    emoji = f"<img src='{address}' alt='🎉' class='wp-smiley'>"
    found = clean(f"<p>A party {emoji} at the quay.</p>")
    assert (found.body, found.pictures) == ("<p>A party 🎉 at the quay.</p>", [])


def test_a_table_becomes_its_rows():
    rows = "<tr><th>Tide</th><td>High</td></tr><tr><td>Noon</td><td>Low</td></tr>"
    found = clean(f"<table><tbody>{rows}</tbody></table>")
    assert found.body.replace(" </p>", "</p>") == "<p>Tide High</p><p>Noon Low</p>"


def test_links_lose_their_trackers_and_nothing_else():
    query = "utm_source=rss&amp;id=7&amp;fbclid=x&amp;mc_cid=1&amp;q=a%20b"
    found = clean(f"<p><a href='../rain/?{query}#top'>Rain</a> <a href='#note'>1</a></p>")
    address = "https://sheet.example/film/rain/?id=7&amp;q=a%20b#top"
    assert found.body == f'<p><a href="{address}" rel="noopener">Rain</a> 1</p>'


def test_trackers_behind_the_number_sign_go_too():
    links = "<a href='/a#xtor=RSS-1'>a</a> <a href='/b?WT.mc_id=1#utm_source=x'>b</a>"
    found = clean(f"<p>{links} <a href='/c#note=1'>c</a></p>")
    assert found.body == (
        '<p><a href="https://sheet.example/a" rel="noopener">a</a> '
        '<a href="https://sheet.example/b" rel="noopener">b</a> '
        '<a href="https://sheet.example/c#note=1" rel="noopener">c</a></p>'
    )
    assert found.remarks == ["tracking"]
    assert clean("<p><a href='?page=2'>a</a></p>").remarks == []


def test_words_without_markup_are_not_escaped_twice():
    found = clean("", summary_html="Rock &amp; roll at 5 &lt; 6\n\nand so on")
    assert found.body == "<p>Rock &amp; roll at 5 &lt; 6</p><p>and so on</p>"
    assert found.summary == "Rock & roll at 5 < 6 and so on"


def test_addresses_are_seen_from_where_the_feed_says():
    found = clean("<p><a href='a'>a</a></p>", base="https://sheet.example/files/")
    assert 'href="https://sheet.example/files/a"' in found.body


FOOTERS = [
    "The post <a href='{p}'>Storm</a> appeared first on <a href='{s}'>The Sheet</a>.",
    "The post <a href='{p}'>Storm</a> first appeared on <a href='{s}'>The Sheet</a>.",
    "This article was originally published on <a href='{s}'>The Sheet</a>",
    "Der Beitrag <a href='{p}'>Sturm</a> erschien zuerst auf <a href='{s}'>Das Blatt</a>.",
    "La entrada <a href='{p}'>Tormenta</a> se publicó primero en <a href='{s}'>La Hoja</a>.",
    "La entrada <a href='{p}'>Tormenta</a> aparece primero en <a href='{s}'>La Hoja</a>.",
    "O post <a href='{p}'>Temporal</a> apareceu primeiro em <a href='{s}'>A Folha</a>.",
    "L’article <a href='{p}'>Tempête</a> est apparu en premier sur <a href='{s}'>La Feuille</a>.",
    "Artikkeli <a href='{p}'>Myrsky</a> julkaistiin ensin <a href='{s}'>Lehdessä</a>.",
    "Artikkeli <a href='{p}'>Myrsky</a> julkaistiin ensin <a href='https://www.sheet.example/film'>"
    "Lehdessä</a>.",
    "This article originally appeared on <a href='{s}'>The Sheet</a>.",
    "Originally published at <a href='{p}'>The Sheet</a>.",
    "<a href='{p}'>Storm</a> was originally published in <a href='https://medium.example/b'>Boats"
    "</a> on Medium, where people are continuing the conversation by responding to this story.",
    "<em>The post <a href='{p}'>Storm</a> appeared first on <a href='{s}'>The Sheet</a>.</em>",
    "The post Storm appeared first on The Sheet.",
    "L’articolo Storm proviene da Il Foglio.",
    "Het bericht Storm verscheen eerst op Het Blad.",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_footers_are_removed(footer):
    footer = footer.format(p=PAGE, s=SITE)
    found = clean(f"<p>Text.</p><p>{footer}</p>", summary_html=f"Short.<br>{footer}")
    assert (found.body, found.summary) == ("<p>Text.</p>", "Short.")
    cut = clean("<p>Text.</p>", summary_html="The smell of herring. [&#8230;]")
    assert cut.summary == "The smell of herring. …"
    assert found.remarks == ["footer"]


@pytest.mark.parametrize("footer", FOOTERS)
def test_words_before_a_footer_stay(footer):
    footer = footer.format(p=PAGE, s=SITE)
    for before in ("It rains.", f"It {'rains, ' * 200} all day."):
        for html, left in (
            (f"<p>{before} {footer}</p>", f"<p>{before}</p>"),
            (f"<ul><li>{before}</li><li>{footer}</li></ul>", f"<ul><li>{before}</li></ul>"),
        ):
            found = clean(html)
            assert (found.body, found.remarks) == (left, ["footer"])


@pytest.mark.parametrize(
    "sentence",
    ["The story first appeared in Granta, and made her known.",
     "The review was published in 1911. It was kind.",
     "The post office appeared first on the quay, and then burned down."],
)  # fmt: skip
def test_last_words_about_other_publications_stay(sentence):
    assert clean(f"<p>Text.</p><p>{sentence}</p>").remarks == []


@pytest.mark.parametrize(
    "sentence",
    ["The post office appeared first on the quay in 1911, and then burned down.",
     f"See <a href='{PAGE}'>this</a> and <a href='{SITE}'>our site</a>, " + "which says more " * 9],
)  # fmt: skip
def test_what_only_looks_like_a_footer_stays(sentence):
    text = "The post is late." if "office" in sentence else sentence
    found = clean(f"<p>{text}</p><p>Last words.</p>")
    assert found.remarks == []
    assert "Last words." in found.body


def test_links_to_read_more_become_a_list():
    found = clean(
        "<p>One.</p><ul><li><strong>READ MORE: <a href='/a?utm_source=x'>A review</a></strong></li>"
        "</ul><p><span>Related: </span><a href='/b'>B</a></p><p>Leia também: <a href='/a'>A</a></p>"
        f"<p>Last words … <a class='more-link' href='{PAGE}'>Continue reading</a></p>"
    )
    assert found.body.replace("\n", "") == "<p>One.</p><p>Last words … </p>"
    assert found.read_more == [
        {"title": "A review", "url": "https://sheet.example/a"},
        {"title": "B", "url": "https://sheet.example/b"},
    ]
    kept = clean("<p>Read more about boats in <a href='/b'>B</a>, says Ana.</p>")
    assert kept.read_more == []
    named = clean("<p>Lamps.</p><p>Read more: <a href='/m'>More lamps</a></p>")
    assert named.body == "<p>Lamps.</p>"
    assert [one["title"] for one in named.read_more] == ["More lamps"]
    assert "says Ana" in kept.body


@pytest.mark.parametrize(
    "heading", ["<h3>Related posts</h3>", "<p><strong>READ MORE:</strong></p>"]
)
def test_lists_below_a_heading_to_read_more_are_taken(heading):
    links = "<ul><li><a href='/a'>A</a></li><li><a href='/b'>B</a></li></ul>"
    found = clean(f"<p>One.</p>{heading}{links}<p>Two.</p>")
    assert found.body == "<p>One.</p><p>Two.</p>"
    assert [one["title"] for one in found.read_more] == ["A", "B"]
    for other in (links.replace("B</a>", "B</a>, which I like"), "<p>Words.</p>"):
        assert clean(f"<p>One.</p>{heading}{other}").read_more == []


def test_pictures_keep_their_words_and_lazy_ones_are_found():
    found = clean(
        "<p><a href='/big.jpg'><img data-src='/a.jpg' src='data:image/gif;base64,R0' alt='A'></a>"
        "</p><figure class='decorative link'><img src='/b.jpg'><figcaption>By <b>the</b> quay"
        "</figcaption></figure>",
        pictures=(Picture("/lead.jpg", credit="Ana"), Picture("https://sheet.example/a.jpg?w=9")),
    )
    assert found.body == (
        '<figure class="picture"><img src="https://sheet.example/a.jpg" alt="A"></figure>'
        '<figure class="picture"><img src="https://sheet.example/b.jpg" alt=""><figcaption>'
        "By the quay</figcaption></figure>"
    )
    assert [(one.url[22:], one.alt, one.caption, one.credit) for one in found.pictures] == [
        ("lead.jpg", "", "", "Ana"), ("a.jpg", "A", "", ""), ("b.jpg", "", "By the quay", "")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "remark"),
    [("<div>" * 5000 + "deep <b>words</b>", "deep"), ("<p>long words</p>" * 20_000, "too long")],
)
def test_what_is_too_much_becomes_plain_text(html, remark):
    found = clean(html)
    assert found.remarks == [remark]
    assert "words" in found.body
    assert len(found.body) < 101_000
    assert found.summary


@pytest.mark.parametrize(
    "html",
    ["<div>" * 15_000, "<div><object></div></object>" * 900, "<div>" * 900_000, "<b><p>" * 9_000],
    ids=["deep", "deep in disguise", "long", "bold"],
)
def test_html_that_takes_a_parser_minutes_is_read_as_words(html):
    one = clean(f"<script>no()</script>{html}<p>Waves &amp; wind <b>today</b>")
    assert one.body == "<p>Waves &amp; wind today</p>"
    assert one.remarks[0] in ("deep", "too long")
