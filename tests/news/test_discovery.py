"""How readers' software finds the feeds: links in the head of each page."""

from blueprints.news.previews import preview_token
from tests.news.helpers import Page

RSS, JSON = "application/rss+xml", "application/feed+json"
SITE_FEEDS = [(RSS, "/news/feed.xml", "Aerial 87.9"), (JSON, "/news/feed.json", "Aerial 87.9")]


def feeds_of(client, address):
    """(type, address, title) of each feed that a page names."""
    answer = client.get(address)
    assert answer.status_code == 200
    links = Page(answer.text).all("link", rel="alternate")
    return [(link["type"], link["href"], link["title"]) for link, _ in links]


def test_every_page_names_the_feeds_of_the_site(client, publish):
    publish()
    for address in ("/", "/news/", "/playlist/", "/pages/about", "/news/a-story"):
        assert feeds_of(client, address)[:2] == SITE_FEEDS, address
    footer = Page(client.get("/").text).inside("footer")
    assert footer.one("a", href="/news/feed.xml")[1] == "RSS"


def test_a_tags_page_names_its_own_too(client, publish):
    publish(tags=["Film <b>"])
    slug = "film-b-"
    assert feeds_of(client, f"/news/tag/{slug}")[2:] == [
        (RSS, f"/news/tag/{slug}/feed.xml", "Film <b>"),
        (JSON, f"/news/tag/{slug}/feed.json", "Film <b>"),
    ]


def test_a_storys_page_names_the_feed_of_its_comments(client, publish):
    publish("rain", headline='Rain "and" <b>shine</b>')
    words = 'Comments on “Rain "and" <b>shine</b>”'
    assert feeds_of(client, "/news/rain")[2:] == [(RSS, "/news/rain/comments/feed.xml", words)]
    assert client.get("/news/rain/comments/feed.xml").status_code == 200


def test_a_preview_names_only_the_feeds_of_the_site(app, client, publish):
    publish(hours_ago=None)
    with app.test_request_context():
        address = f"/news/preview/{preview_token(1)}"
    assert feeds_of(client, address) == SITE_FEEDS
