"""A story's text from the editor to the reader: what is kept, served, and edited again."""

import pytest
from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.editor.body import editable_body, stored_body
from blueprints.media.models import Clip, Picture
from blueprints.news.models import Story

QUAY, HALL = "0123456789abcdef0123", "fedcba98765432100123"
SOUND = "abcdef0123456789abcd"


@pytest.fixture
def library(app):
    """A library of two pictures and a clip, inside a request."""
    with app.test_request_context("/desk/"):
        db.session.add_all(
            [
                Picture(hash=QUAY, width=1000, height=500, alternative_text="The quay",
                        caption="An hour before", credit="Photo: Ada"),
                Picture(hash=HALL, width=400, height=300, is_decorative=True),
                Clip(hash=SOUND, ending="mp3", bytes=9, seconds=3.5, title="The ferry’s horn",
                     transcript="A long note.\n\nThen <gulls>.", uploaded_at=clock.now()),
            ]
        )  # fmt: skip
        db.session.commit()
        yield


def kept(html):
    return stored_body(html).html


def faults(html):
    return [(str(fault), fault.forbids_publishing) for fault in stored_body(html).faults]


def test_the_example_stories_come_back_from_the_editor_as_they_went(
    make_app, apps, example_station
):
    apps.begin(example_station / "aerial.sqlite3")
    with make_app().test_request_context("/desk/"):
        stories = db.session.scalars(select(Story)).all()
        assert len(stories) == 6
        for story in stories:
            edited = editable_body(story.body)
            assert "<source" not in edited
            again = stored_body(edited)
            assert again.html == story.body
            assert again.faults == []
            assert editable_body(again.html) == edited


def test_a_picture_is_kept_in_all_its_widths_and_edited_in_one(library):
    edited = (
        f'<p>a</p><figure class="picture"><img src="/media/{QUAY}-640.jpg" alt="Two “boats” &amp; '
        'a &quot;lamp&quot;"><figcaption>At dusk <span class="credit">Ada</span></figcaption>'
        "</figure><p>b</p>"
    )
    body = stored_body(edited)
    assert f'srcset="/media/{QUAY}-320.webp 320w, /media/{QUAY}-640.webp 640w, ' in body.html
    assert 'width="1000" height="500"' in body.html
    assert [picture.hash for picture in body.pictures] == [QUAY]
    assert body.faults == []
    assert editable_body(body.html) == edited
    assert kept(editable_body(body.html)) == body.html


def test_a_picture_by_its_address_alone_has_the_librarys_words(library):
    edited = editable_body(kept(f'<p>a <img src="/media/{QUAY}-320.webp"> b</p>'))
    assert edited == (
        f'<p>a</p><figure class="picture"><img src="/media/{QUAY}-640.jpg" alt="The quay">'
        '<figcaption>An hour before <span class="credit">Photo: Ada</span></figcaption></figure>'
        "<p>b</p>"
    )


def test_a_picture_needs_words_or_to_be_decorative(library):
    bare = f'<figure class="picture"><img src="/media/{QUAY}-640.jpg" alt=""></figure>'
    ((words, forbids),) = faults(bare)
    assert forbids
    assert "has no alt text" in words
    assert QUAY in kept(bare)  # saved it is all the same
    decorative = bare.replace("picture", "picture decorative", 1)
    assert faults(decorative) == faults(f'<img src="/media/{HALL}-320.jpg">') == []
    assert editable_body(kept(decorative)) == decorative


def test_what_the_library_does_not_know_is_left_out_and_said(library):
    strange = '<p>a</p><img src="https://evil.example/x.png" alt="x">'
    assert kept(strange) == "<p>a</p>"
    assert faults(strange) == [
        ("A picture was left out because it is not in the library. Upload it first.", False)
    ]
    gone = f'<figure class="clip"><audio src="/media/{QUAY}.mp3"></audio></figure>'
    assert (kept(gone), len(faults(gone))) == ("", 1)


def test_a_clip_has_the_browsers_player_and_its_transcript(library):
    edited = (
        f'<figure class="clip"><audio controls="" preload="none" src="/media/{SOUND}.mp3"></audio>'
        "<figcaption>The horn</figcaption></figure>"
    )
    body = stored_body(edited)
    assert " ".join(body.html.split()) == (
        '<figure class="clip"> <figcaption>The horn</figcaption> '
        f'<audio controls="" preload="none" src="/media/{SOUND}.mp3"></audio> '
        "<details> <summary>Transcript</summary> "
        "<p>A long note.</p><p>Then &lt;gulls&gt;.</p> </details> </figure>"
    )
    assert [clip.hash for clip in body.clips] == [SOUND]
    assert editable_body(body.html) == edited
    assert "The ferry’s horn" in kept(f'<audio src="/media/{SOUND}.mp3"></audio>')


def test_a_link_card_says_where_it_leads(library):
    edited = (
        '<figure class="link"><a href="https://www.films.example/v?a=1&amp;b">A film</a></figure>'
    )
    stored = kept(edited)
    assert stored == (
        '<figure class="link"><a href="https://www.films.example/v?a=1&amp;b" rel="noopener">'
        "A film</a><figcaption>films.example</figcaption></figure>"
    )
    assert editable_body(stored) == edited
    untitled = '<figure class="link"><a href="https://www.films.example/v">{}</a></figure>'
    assert "figcaption" not in kept(untitled.format("films.example"))  # once is enough
    for address in ("javascript:alert(1)", "/news/a", "https://u@films.example/"):
        bad = f'<figure class="link"><a href="{address}">A film</a></figure>'
        assert kept(bad) == "<p>A film</p>"
        assert address == "javascript:alert(1)" or len(faults(bad)) == 1


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal
{margin:0cm}</style></head><body lang=EN-GB><!--StartFragment--><h1>The harbour<o:p></o:p></h1>
<p class=MsoNormal lang=EN-US style='margin-bottom:8.0pt'>It was <b style='mso-bidi-font-weight:
normal'>late</b> and <i>cold</i>.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>One<o:p>
</o:p></p><p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·</span>Two</p><!--EndFragment--></body></html>"""
DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-guid-1"><p dir="ltr"
style="line-height:1.38"><span style="font-weight:400;color:#000">Plain, </span><span
style="font-weight:700">bold</span><span style="font-style:italic"> slanted</span></p><br
/></b>"""
PAGE = """<div class="post" onclick="steal()"><script>alert(1)</script><style>p{color:red}</style>
<h4 id=x>News</h4><div>First <a href="javascript:alert(1)" onmouseover="alert(1)">here</a> and <a
href=" https://x.example/a?b&c" target=_blank>there</a>.</div><iframe src="https://evil.example">
</iframe><img src=x onerror=alert(1)><table><tr><td>a</td><td>b</td></tr></table>
<ul><li><p>one</p></li><li> </li></ul><form><input name=q><button>go</button></form></div>"""
TABS = "Two\twords & <3\r\nsecond line\r\n\r\n\r\nNext:\t\t1 < 2\x00\x0b\r\n \t \r\n"


@pytest.mark.parametrize(
    ("pasted", "left"),
    [
        (WORD, "<h2>The harbour</h2>\n<p>It was <strong>late</strong> and <em>cold</em>.</p>\n"
               "<ul><li>One</li><li>Two</li></ul>"),
        (DOCS, '<p dir="ltr">Plain, <strong>bold</strong><em> slanted</em></p>'),
        (PAGE, "<h3>News</h3><p>First here and "
               '<a href="https://x.example/a?b&amp;c" rel="noopener">there</a>.</p>\n'
               "<p>a b </p>\n<ul><li>one</li></ul><p>go</p>"),
        (TABS, "<p>Two words &amp; &lt;3<br>second line</p><p>Next: 1 &lt; 2</p>"),
    ],
    ids=["word processor", "online word processor", "web page with scripts", "plain with tabs"],
)  # fmt: skip
def test_what_is_pasted_is_kept_clean(library, pasted, left):
    assert kept(pasted) == left
    assert kept(editable_body(left)) == left


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("", ""),
        (" \n ", ""),
        ("<p></p><p>&nbsp;</p>", ""),
        ("One <em>word</em>\n\nthen another", "<p>One <em>word</em></p><p>then another</p>"),
        ("<p>a</p>loose<p>b</p>", "<p>a</p><p>loose</p><p>b</p>"),
        ("<blockquote class='pull'><p>Said</p></blockquote>",
         '<blockquote class="pull">Said</blockquote>'),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
         "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ('<p><q lang="ar" dir="rtl">مرحبا</q> <cite>x</cite><br>y</p>',
         '<p><q lang="ar" dir="rtl">مرحبا</q> <cite>x</cite><br>y</p>'),
        ("<details open><summary>x</summary>y</details>", "<p>xy</p>"),
        ("<p>&lt;script&gt;</p>", "<p>&lt;script&gt;</p>"),
        ("<strong><p>a</p></strong>", "<p>a</p>"),
        ("&lt;p> \U0001d11e", "<p>&amp;lt;p&gt; \U0001d11e</p>"),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_blocks(library, typed, left):
    assert kept(typed) == left
    assert kept(editable_body(left)) == left


def test_a_hostile_text_is_read_in_no_time(library):
    deep = "<blockquote>" * 300 + "x" + "<b>" * 300
    assert "x" in kept(deep)
    assert kept("<" * 50_000)
    assert kept("<p>" + " \n" * 40_000 + "</p>") == ""
