# ruff: noqa: E501 - what was on the clipboard stays as it was
"""What is pasted into the editor comes out clean."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")

GOOGLE_DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<h1 dir="ltr" style="line-height:1.38;"><span style="font-size:20pt;font-weight:400">'
    "The wall</span></h1>"
    '<p dir="ltr"><span style="font-weight:400;font-style:normal">It </span>'
    '<span style="font-weight:700">held</span>'
    '<span style="font-weight:400;font-style:italic"> all night</span></p>'
    '<ul><li style="list-style-type:disc"><p role="presentation"><span style="font-weight:400">'
    "one boat</span></p></li></ul></b>"
)
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
p.MsoNormal {margin:0cm}</style><!--[if gte mso 9]><xml></xml><![endif]--></head><body lang=EN-GB
style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Harbour</b> news<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>
&nbsp;&nbsp; </span></span></span>boats</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span>small ones</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span>first</p>
<p class=MsoNormal>End&nbsp;<o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>"""
WEB_PAGE = (
    '<div class="article" onclick="steal()"><script>steal()</script><style>*{color:red}</style>'
    '<h1 style="color:red">Storm</h1><p>See <a href="https://www.google.com/url?q=https://coast.example'
    '/a%3Futm_source%3Dx%26id%3D7&amp;sa=D" onmouseover="steal()">the page</a>, '
    '<a href="javascript:steal()">not this</a> and <a href="mailto:a@b.example">not that</a>.</p>'
    '<img src="https://elsewhere.example/pixel.gif" width="1" height="1">'
    '<p><img src="https://elsewhere.example/a.jpg" alt="A">under it</p>'
    '<iframe src="https://elsewhere.example"></iframe>'
    "<table><tr><th>18:00</th><td>News</td></tr></table></div>"
)
PLAIN = "18:00\tNews\r\n19:00\tSalt Hour\n\n\tA line <b>with</b> a tab\t\n"

HOSTILE = (
    '<p onclick=steal() ONMOUSEOVER = "steal()" style="color:red">One</p><p\nonload=\'a>b\'>two</p>'
    '<svg/onload=steal()><p>gone</p></svg><math><mi xlink:href="javascript:steal()">gone</mi></math>'
    '<base href="https://elsewhere.example/"><link rel=stylesheet href="https://elsewhere.example/a.css">'
    '<meta http-equiv=refresh content="0;url=https://elsewhere.example/">'
    '<video src="https://elsewhere.example/a.mp4" autoplay onerror=steal()></video>'
    '<img src=x onerror="steal()"><img srcset="https://elsewhere.example/a.jpg 2x" alt="A">'
    '<a href="&#x6a;avascript&colon;steal()" onfocus=steal() autofocus>three</a>'
    '<iframe srcdoc="<script>steal()</script>"></iframe><object data="https://elsewhere.example/">x</object>'
    '<p style="background:url(https://elsewhere.example/b.png)">four</p><p onclick=steal()'
)
FRAGMENTS = {
    "hostile": (HOSTILE, "", "<p>One</p><p>two</p><p>three</p><p>four</p>"),
    "slice": (
        '<p data-pm-slice="1 1 []" onclick="steal()" style="color:red">From another window</p>',
        "",
        "<p>From another window</p>",
    ),
    "google_docs": (
        GOOGLE_DOCS,
        "",
        "<h2>The wall</h2><p>It <strong>held</strong><em> all night</em></p><ul><li>one boat</li></ul>",
    ),
    "word": (
        WORD,
        "",
        "<p><strong>Harbour</strong> news</p><ul><li>boats<ul><li>small ones</li></ul></li></ul>"
        "<ol><li>first</li></ol><p>End</p>",
    ),
    "web_page": (
        WEB_PAGE,
        "",
        '<h2>Storm</h2><p>See <a href="https://coast.example/a?id=7">the page</a>, '
        "not this and not that.</p><p>under it</p><p>18:00 – News</p>",
    ),
    "plain": (
        "",
        PLAIN,
        "<p>18:00 News<br>19:00 Salt Hour</p><p>A line &lt;b&gt;with&lt;/b&gt; a tab</p>",
    ),
}


DROP = """(target, html) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.setData("text/html", html);
  const { left, top } = target.getBoundingClientRect();
  const at = { clientX: left + 20, clientY: top + 20 };
  target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true, ...at }));
}"""


def test_what_is_dropped_or_stored_is_harmless_too(desk, page):
    writing = desk.open_editor(page)
    writing.text.evaluate(DROP, HOSTILE)
    assert writing.value() == FRAGMENTS["hostile"][2]
    stored = "area => { area.value = '<p onclick=steal() style=color:red>Kept</p>'; "
    page.locator("textarea[name=body]").evaluate(
        f"{stored}area.dispatchEvent(new Event('filled')) }}"
    )
    expect(writing.text).to_have_text("Kept")


def test_fragments_come_out_clean(desk, page):
    writing = desk.open_editor(page)
    for name, (html, plain, clean) in FRAGMENTS.items():
        writing.text.click()
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        writing.paste(html, plain)
        assert writing.value().replace("&nbsp;", "") == clean, name
        says = "Pictures from other sites were left out" if name == "web_page" else ""
        if says:
            expect(page.get_by_text(says)).to_be_visible()
