"""Security vectors of replies: what is typed stays text, and forms of another shape do no harm."""

from io import BytesIO

import pytest

from tests.comments.readers import FISHMONGER, TYPED, error_beside, fields_of
from tests.news.helpers import Page

SCRIPT = "<script>alert(1)</script>"
QUOTES = "http://x.example/?'onmouseover='alert(1)'x='"
FISH = "🐟"  # four bytes


@pytest.fixture
def with_website(make_app):
    """The station with a field for a website."""
    return make_app(RADIO_COMMENT_WEBSITE="yes")


@pytest.fixture
def published(client, story, meet, send, approve, rows, with_website):
    """Send and approve a reply: the thread as a page."""

    def shown(**fields):
        assert send(story, through=with_website, **fields).status_code == 303
        approve(rows()[-1].id)
        return Page(client.get(story).text).inside("section", id="opinions")

    return shown


# Quote breakout


@pytest.mark.parametrize(
    "website",
    [
        QUOTES,
        'http://x.example/?"onmouseover="alert(1)"x="',
        "http://x.example/?`onmouseover=alert(1)",
        "http://x.example/><script>alert(1)</script>",
        "http://x.example/ onmouseover=alert(1)",
        "http://x.example/\nonmouseover=alert(1)",
    ],
)
def test_a_website_with_quotes_is_refused_and_comes_back_as_text(
    story, fill, post, traveller, rows, with_website, website
):
    data = fill(story, through=with_website, website=website)
    traveller.shift(3)
    answer = post(story, data, through=with_website)
    assert answer.status_code == 422
    assert error_beside(answer, "website")
    assert fields_of(answer)["website"] == " ".join(website.split())
    assert "onmouseover" not in str([found[1].keys() for found in Page(answer.text).elements])
    assert rows() == []


def test_quotes_in_an_address_in_the_text_do_not_break_out(published):
    page = published(text=f'See {QUOTES} there, and http://x.example/"onclick="alert(1)')
    links = [link for link, _ in page.inside("div", class_="words").all("a")]
    assert [link["href"] for link in links] == [QUOTES.rstrip("'"), "http://x.example/"]
    assert all(link.keys() == {"href", "rel"} for link in links)


# HTML is text


@pytest.mark.parametrize("html", [SCRIPT, "<img src=x onerror=alert(1)>", "</textarea><b>x</b>",
                                  "&lt;b&gt;", "]]><x>", "{{ 7*7 }}", "--><b>"])  # fmt: skip
@pytest.mark.parametrize("field", ["name", "text"])
def test_html_is_text_wherever_it_is_shown(client, story, published, html, field):
    page = published(**{field: html})
    number = page.one("article")[0]["id"].removeprefix("comment-")
    assert html in page.one("article")[1]
    form = client.get(f"{story}/reply?to={number}")
    assert html in Page(form.text).one("form")[1]
    for address in (story, "/", f"{story}/reply?to={number}"):
        page = Page(client.get(address).text)
        assert html in page.one("main")[1]
        assert page.all("script", src="x") == page.all("img", src="x") == page.all("x") == []
        assert SCRIPT not in client.get(address).text


@pytest.mark.parametrize("field", TYPED[:3])
def test_html_in_a_refused_form_is_text(story, fill, post, traveller, field):
    html = f'"></textarea>{SCRIPT}<p onclick="'
    data = fill(story) | {"email": "nobody", field: html, "subject": html}
    traveller.shift(3)
    answer = post(story, data)
    assert answer.status_code == 422
    assert SCRIPT not in answer.text
    assert fields_of(answer)[field] == fields_of(answer)["subject"] == html


# Too long


@pytest.mark.parametrize(
    ("field", "longest", "letter", "start"),
    [
        ("name", 245, FISH, "a"),
        ("name", 245, "a", ""),
        ("email", 100, "a", "a@" + "b" * 60 + "." + "c" * 30 + "."),
        ("website", 200, FISH, "http://x.example/?12"),
        ("website", 200, "a", "http://x.example/"),
        ("text", 65_525, FISH, "a"),
        ("text", 65_525, "a", ""),
    ],
)
def test_what_is_too_long_by_a_byte_is_refused_and_never_cut(
    story, fill, post, traveller, rows, with_website, field, longest, letter, start
):
    room = longest - len(start.encode())
    assert room % len(letter.encode()) == 0
    whole = start + letter * (room // len(letter.encode()))
    data = fill(story, through=with_website)
    traveller.shift(3)
    for typed, over in (
        (whole + "a", "by 1 character."),
        (whole + FISH, "by 1 character."),
        (whole * 2, ""),
    ):
        answer = post(story, data | {field: typed}, through=with_website)
        assert answer.status_code == 422
        assert fields_of(answer)[field] == typed
        assert f"Shorten this {over}" in error_beside(answer, field)
    assert rows() == []
    assert post(story, data | {field: whole}, through=with_website).status_code == 303
    assert getattr(rows()[0], field) == whole


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript\\x3Aalert(1)",
        "javascript&colon;alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<b>x</b>",
        "vbscript:x",
        "//evil.example/",
        "/news/",
        "evil.example",
        "#x",
        "http:evil.example",
        "http:/evil.example",
        "http:///evil.example",
        "http://",
        "https://?x",
        "http://[::1",
        "http://x.example:99999/",
        "http://x.example:port/",
        "ftp://x.example/",
        "file:///etc/passwd",
        "blob:http://x.example/1",
        "view-source:http://x.example/",
        "http:\\\\x.example\\",
        "http://x.example\\@evil.example/",
    ],
)
def test_no_other_address_than_an_absolute_one_becomes_a_link(
    story, published, fill, post, traveller, with_website, address
):
    words = published(text=f"{address} it was").inside("div", class_="words")
    assert {link["href"].partition("://")[0] for link, _ in words.all("a")} <= {"http"}
    data = fill(story, through=with_website, website=address)
    traveller.shift(100)
    answer = post(story, data, through=with_website)
    assert answer.status_code == 422
    assert error_beside(answer, "website")


@pytest.mark.parametrize(
    "website",
    ["http://x.example", "HTTPS://X.example:8443/a?b=1&c#d", "https://xn--e1afmkfd.example/"],
)
def test_an_absolute_website_is_a_link_that_vouches_for_nothing(published, website):
    link, text = published(website=website).one("a", href=website)
    assert (link["rel"], text) == ("ugc nofollow noopener", FISHMONGER.name)


# Origins


@pytest.mark.parametrize(
    ("station", "host", "origin", "code"),
    [
        ("", "localhost", "http://localhost", 303),
        ("", "localhost", None, 303),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", "http://localhost:8000", 303),
        ("http://localhost:8000", "localhost:8000", "http://127.0.0.1:8000", 303),
        ("https://radio.example", "10.0.0.1:8000", "https://radio.example", 303),
        ("https://radio.example", "10.0.0.1:8000", "https://radio.example:443", 303),
        ("https://radio.example", "radio.example", "http://radio.example", 303),
        ("https://radio.example", "10.0.0.1:8000", "http://10.0.0.1:8000", 303),
        ("https://radio.example", "10.0.0.1:8000", "http://radio.example", 400),
        ("https://radio.example", "10.0.0.1:8000", "https://evil.example", 400),
        ("https://radio.example", "10.0.0.1:8000", "https://sub.radio.example", 400),
        ("https://radio.example", "10.0.0.1:8000", "https://radio.example.evil.example", 400),
        ("https://radio.example", "10.0.0.1:8000", "http://localhost:8000", 400),
        ("https://radio.example", "10.0.0.1:8000", "null", 400),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", "http://localhost:8001", 400),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", "http://[::1]:8000", 303),
    ],
)
def test_an_origin_is_ours_or_foreign(
    make_app, story, fill, post, traveller, station, host, origin, code
):
    app = make_app(RADIO_URL=station)
    data = fill(story, through=app)
    traveller.shift(3)
    headers = {"Host": host} | ({"Origin": origin} if origin else {})
    assert post(story, data, through=app, headers=headers).status_code == code


# Bytes and shapes


@pytest.mark.parametrize("field", [*TYPED, "token", "subject"])
@pytest.mark.parametrize(
    "value",
    [b"%00", b"a%00b", b"%ED%A0%80", b"%FF%FE", b"%F0%9F", b"%EF%BF%BF", b"%C2%85%E2%80%AE", b"%"],
)
def test_nul_bytes_and_surrogates_are_no_failure(
    client, story, fill, post, traveller, field, value
):
    data = fill(story)
    traveller.shift(3)
    good = b"&".join(f"{name}={text.replace(' ', '+')}".encode() for name, text in data.items()
                     if name != field)  # fmt: skip
    form = "application/x-www-form-urlencoded"
    answer = post(story, good + b"&" + field.encode() + b"=" + value, content_type=form)
    assert answer.status_code in (303, 400, 422)
    page = client.get(answer.location) if answer.location else answer
    assert page.status_code in (200, 400, 422)
    assert "\x00" not in page.text


@pytest.mark.parametrize("field", [*TYPED, "token", "subject", "website"])
def test_a_file_in_place_of_a_field_is_no_failure(
    story, fill, post, traveller, with_website, field
):
    data = fill(story, through=with_website)
    traveller.shift(3)
    data[field] = (BytesIO(b"GIF89a"), "x.gif")
    answer = post(story, data, through=with_website, content_type="multipart/form-data")
    assert answer.status_code in (303, 400, 422)


@pytest.mark.parametrize(
    "body", [b"[1]", b"null", b"7", b'"x"', b"{}", b"{", b'{"name": 5, "text": [1], "token": {}}']
)
def test_json_in_place_of_a_form_is_400(story, rows, post, body):
    assert post(story, body, content_type="application/json").status_code == 400
    assert rows() == []


def test_json_with_all_that_a_form_has_is_400(app, story, fill, traveller, rows):
    data = fill(story)
    traveller.shift(3)
    answer = app.test_client().post(f"{story}/comments", json=data)
    assert answer.status_code == 400
    assert rows() == []


def test_a_field_sent_twice_is_its_first(story, fill, post, traveller, rows):
    data = fill(story)
    traveller.shift(3)
    assert post(story, data | {"name": ["One", "Two"]}).status_code == 303
    assert rows()[0].name == "One"
