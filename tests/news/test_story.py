"""/news/<slug>: one public story."""

from datetime import UTC, datetime

import pytest

HTML = """<script>alert(1)</script>"'&"""


def test_a_story_is_shown_whole(look, publish):
    address = publish(
        headline="Seventeen takes in the rain",
        standfirst="Forty extras, one rain machine.",
        byline="Ada",
        body="<p>The rain came from a <strong>lorry</strong>.</p>",
        publish_at=datetime(2025, 11, 22, 9, 14, tzinfo=UTC),
    )
    page = look(address)
    assert page.texts("h1") == ["Seventeen takes in the rain"]
    assert page.texts("title") == ["Seventeen takes in the rain · Aerial 87.9"]
    assert page.texts("p", class_="standfirst") == ["Forty extras, one rain machine."]
    (byline,) = page.texts("p", class_="byline")
    assert byline.startswith("By Ada Saturday 22 November 2025, 09:14")
    assert page.texts("strong") == ["lorry"]
    assert page.one("time")[0]["datetime"] == "2025-11-22T09:14:00.000Z"
    assert page.one("meta", name="description")[0]["content"] == "Forty extras, one rain machine."


def test_a_story_without_a_standfirst_is_described_by_how_it_begins(look, publish):
    page = look(publish("a", standfirst="", body="<p>Forty voices &amp; a mic.</p><p>Fog.</p>"))
    assert page.one("meta", name="description")[0]["content"] == "Forty voices & a mic. Fog."
    assert not look(publish("b", standfirst="", body="")).all("meta", name="description")


def test_a_body_has_headings_lists_pictures_and_pull_quotes(look, publish):
    body = """<h2>The night</h2><p>Words.</p><h3>Later</h3>
        <ul><li>one</li></ul><ol><li>two</li></ol>
        <blockquote class="pull">Nobody laughed.</blockquote>
        <figure class="picture"><img src="/media/a-320.jpg" alt="The quay"></figure>
        <p><q lang="ar" dir="rtl">مرحبا</q></p>"""
    page = look(publish(body=body)).inside("article", class_="c8 story")
    assert (page.texts("h2"), page.texts("h3")) == (["The night"], ["Later"])
    assert page.texts("li") == ["one", "two"]
    assert page.texts("blockquote", class_="pull") == ["Nobody laughed."]
    assert page.inside("figure", class_="picture").one("img", alt="The quay")
    assert page.texts("q", lang="ar", dir="rtl") == ["مرحبا"]


def test_times_are_the_stations(make_app, publish):
    address = publish(publish_at=datetime(2025, 11, 22, 20, 30, tzinfo=UTC))
    client = make_app(RADIO_TIMEZONE="Asia/Kathmandu").test_client()
    assert "Sunday 23 November 2025, 02:15" in client.get(address).text


def test_a_story_is_canonical_at_the_public_address(make_app, publish):
    publish("a-story")
    client = make_app(RADIO_URL="https://radio.example").test_client()
    text = client.get("/news/a-story?from=there", headers={"Host": "evil.example"}).text
    assert '<link rel="canonical" href="https://radio.example/news/a-story">' in text


def test_a_picture_has_its_words(look, publish):
    picture = {"hash": "0123456789abcdef0123", "alternative_text": "The quay at dusk",
               "caption": "An hour before the rain.", "credit": "Photo: Ada"}  # fmt: skip
    page = look(publish(picture=picture))
    assert page.one("img", alt="The quay at dusk")
    assert page.texts("figcaption") == ["An hour before the rain. Photo: Ada"]


def test_a_picture_without_words_has_an_empty_alternative(look, publish):
    page = look(publish(picture={}))
    assert len(page.all("img", alt="", width="960")) == 1
    assert page.all("figcaption") == []


@pytest.mark.parametrize("width", [1, 320, 959, 960, 3000])
def test_a_picture_is_offered_in_widths_that_are_kept(look, publish, width):
    page = look(publish(picture={"width": width, "height": 100}))
    for tag in ("source", "img"):
        sources = page.all(tag)[0][0]["srcset"].split(", ")
        widths = [int(source.split()[1].removesuffix("w")) for source in sources]
        assert widths
        assert set(widths) <= {320, 640, 960, 1440}
        assert all(w <= max(width, 320) for w in widths)


# Text is text


@pytest.mark.parametrize("where", ["headline", "standfirst", "byline", "source_name"])
def test_html_in_a_story_is_shown_as_text(client, look, publish, where):
    address = publish(**{where: HTML})
    assert "<script>alert" not in client.get(address).text
    assert HTML in look(address).texts("main")[0]


def test_html_in_tags_and_artists_is_shown_as_text(client, look, publish):
    address = publish(tags=[HTML], artists=[HTML])
    assert "<script>alert" not in client.get(address).text
    assert look(address).inside("p", class_="kicker").texts("a") == [HTML]


def test_html_in_the_links_and_the_corrections_is_text(client, look, publish):
    address = publish(
        read_more=[{"title": HTML, "url": "https://sheet.example/a"}],
        corrections=[{"at": "2026-11-22T12:00:00.000Z", "note": HTML}],
    )
    assert "<script>alert" not in client.get(address).text
    page = look(address)
    assert page.texts("a", href="https://sheet.example/a") == [HTML]
    assert HTML in page.texts("section", class_="corrections")[0]


def test_html_in_a_standfirst_is_text_in_the_description_too(look, publish):
    page = look(publish(standfirst=HTML))
    assert page.one("meta", name="description")[0]["content"] == HTML


def test_html_in_a_pictures_words_is_text(client, look, publish):
    address = publish(
        picture={"alternative_text": HTML, "caption": HTML, "credit": "Photo " + HTML}
    )
    assert "<script>alert" not in client.get(address).text
    page = look(address)
    assert page.one("img", alt=HTML)
    assert page.texts("figcaption") == [f"{HTML} Photo {HTML}"]


def test_quotes_in_a_language_do_not_break_out(client, publish):
    text = client.get(publish(language='x"onclick="alert(1)')).text
    assert 'onclick="alert' not in text


def test_quotes_in_a_source_do_not_break_out(look, publish):
    address = "https://x.example/?\"onmouseover=\"alert(1)'onmouseover='alert(1)"
    page = look(publish(source_name="The Sheet", source_url=address))
    assert page.one("a", href=address)[0] == {"href": address, "rel": "noopener"}


# What is not there


def test_drafts_and_scheduled_stories_are_404(client, publish_hidden):
    for slug in ("a-draft", "a-plan"):
        answer = client.get(f"/news/{slug}")
        assert answer.status_code == 404
        assert not [word for word in publish_hidden[2:] if word in answer.text]


def test_a_draft_and_no_story_at_all_are_told_apart_by_nothing(client, publish_hidden):
    def said(slug):
        answer = client.get(f"/news/{slug}")
        headers = {k: v for k, v in answer.headers if k not in ("X-Request-Id", "Date")}
        return answer.status_code, headers, answer.data

    assert said("a-draft") == said("a-plan") == said("none-at-all")


@pytest.mark.parametrize(
    "slug", ["none", "A-story", "a-story%20", "a-story%00", "%00", "%FF", "a_story", "%25", "'",
             "x" * 10_000, "a-story/", "a-story/none", "feed", "tag", "preview", "1"]
)  # fmt: skip
def test_an_unknown_story_is_404(client, publish, slug):
    publish("a-story")
    assert client.get(f"/news/{slug}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_reading_is_all_that_can_be_done(client, publish, method):
    assert getattr(client, method)(publish()).status_code == 405
