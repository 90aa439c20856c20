"""Stories as the desk writes them."""

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.news.models import Story
from tests.news.helpers import Page

TYPED = {
    "headline": "Seventeen takes in the rain",
    "standfirst": "Forty extras, one rain machine.",
    "body": "<p>The rain came from a lorry.</p>",
    "language": "en",
}


class Desk:
    """Somebody at the desk, who opens and sends its forms."""

    def __init__(self, app, browser):
        self.app, self.browser = app, browser

    def form(self, address):
        """Return what the form at `address` would send, as a browser reads it."""
        answer = self.browser.get(address)
        assert answer.status_code == 200, address
        return fields_of(answer.text)

    def write(self, **typed):
        """Save a new story; return its number."""
        answer = self.browser.post("/desk/stories/", data=TYPED | typed)
        assert answer.status_code == 303, errors_of(answer)
        return int(answer.location.rsplit("/", 1)[1])

    def save(self, number, to="", **typed):
        """Open the story's form, change it, and send it to what `to` names."""
        sent = self.form(f"/desk/stories/{number}") | typed
        return self.browser.post(f"/desk/stories/{number}{to}", data=sent)

    def publish(self, number, **typed):
        """Publishes it; gives its public address."""
        answer = self.save(number, "/publication", **typed)
        assert answer.status_code == 303, errors_of(answer)
        return f"/news/{self.story(number).slug}"

    def story(self, number):
        """The story as the database has it, with nothing more to load."""
        with self.app.app_context():
            story = db.session.scalar(select(Story).where(Story.id == number))
            story.tag_names = [tag.name for tag in story.tags]
            story.artist_names = [artist.name for artist in story.artists]
            db.session.expunge_all()
            return story


def fields_of(html):
    """The fields of the story's form in a page: name → value as a browser would send it."""
    page = Page(html).inside("form", id="story-form")
    fields = {}
    for tag, found, text, _ in page.elements:
        name = found.get("name")
        if tag == "input" and name and (found.get("type") != "checkbox" or "checked" in found):
            fields[name] = found.get("value", "")
        elif tag == "textarea" and name:
            fields[name] = text.removeprefix("\n")
        elif tag == "select":
            options = Page(html).inside("select", id=found["id"]).all("option")
            fields[name] = next((o["value"] for o, _ in options if "selected" in o), "")
    return fields


def errors_of(answer):
    """Return what a page says is wrong, by field."""
    page = Page(answer.text)
    return {found["id"].removesuffix("-error"): text for found, text in
            page.all("span", class_="error") if found.get("id", "").endswith("-error")}  # fmt: skip


@pytest.fixture
def at_desk(app, as_staff):
    """`at_desk("editor")`: one of the cast at the desk."""
    return lambda key: Desk(app, as_staff(key))


@pytest.fixture
def editor(at_desk):
    """An editor at the desk."""
    return at_desk("editor")


@pytest.fixture
def dj(at_desk):
    """A DJ at the desk."""
    return at_desk("dj")
