"""A station of the first release, as it was seeded: pictures in texts that have no row."""

from pathlib import Path

from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from blueprints.core.extensions import db
from blueprints.media.images import WIDTHS, is_kept, store_picture
from blueprints.media.models import Picture
from blueprints.news.models import Story
from tests.media.library.sent import drawn, rows
from tests.news.desk.conftest import Desk
from tests.staff import sign_in, write_cast

BEFORE = "e25d90b7c183"  # the last release that did not look for pictures in texts
NOON = "2026-11-22 12:00:00"
STORY = text(
    "INSERT INTO story (slug, headline, standfirst, byline, body, language, publish_at,"
    " updated_at, source_name, source_url, rights, lead_picture_id) VALUES"
    " (:slug, :slug, '', 'Ada', :body, 'en', :moment, :moment, '', '', '', :lead)"
)
LEAD = text(
    "INSERT INTO picture (hash, width, height, alternative_text, caption, credit)"
    " VALUES (:hash, 60, 40, 'The lead', '', '')"
)


def keep_file(app, colour):
    """Keep a picture's files; return its hash. There is no row."""
    return store_picture(drawn(colour), Path(app.instance_path) / "media").hash


def figure(key, alt="A quay at dusk", caption="The quay & the sea", credit="Ada Lens", size=True):
    """A picture in a text, as the first releases kept it; without its size, as it is edited."""
    srcset = ", ".join(f"/media/{key}-{width}.jpg {width}w" for width in WIDTHS[:1])
    sides = 'width="60" height="40"' if size else ""
    return (
        f'<figure class="picture"><picture><img src="/media/{key}-320.jpg" srcset="{srcset}"'
        f' {sides} alt="{alt}"></picture><figcaption>{caption.replace("&", "&amp;")}'
        f' <span class="credit">{credit}</span></figcaption></figure>'
    )


def write_old_story(app, slug, body, lead=None):
    """Write a story into a station that has the first tables."""
    with app.app_context():
        if lead:
            db.session.execute(LEAD, {"hash": lead})
        values = {"slug": slug, "body": body, "moment": NOON, "lead": 1 if lead else None}
        db.session.execute(STORY, values)
        db.session.commit()


def check_library(app, lead, inside):
    """Check that both pictures are in the library and the story's, which keeps them when saved."""
    first, second = rows(app, Picture)
    assert (first.hash, first.alternative_text) == (lead, "The lead")
    assert (second.hash, second.width, second.height) == (inside, 60, 40)
    said = second.alternative_text, second.caption, second.credit
    assert said == ("A quay at dusk", "The quay & the sea", "Ada Lens")
    assert (second.is_decorative, second.crop, second.filename) == (False, "", "")
    media = Path(app.instance_path) / "media"
    assert is_kept(lead, media)
    assert is_kept(inside, media)
    with app.app_context():
        story = db.session.scalar(select(Story))
        number, pictures = story.id, {picture.hash for picture in story.pictures}
    assert pictures == {lead, inside}
    desk = Desk(app, sign_in(app, write_cast(app)["editor"]))
    assert desk.save(number, headline="The quay again").status_code == 303
    body = desk.story(number).body
    assert f"/media/{inside}-320.jpg" in body
    assert "Ada Lens" in body
    page = desk.browser.get("/news/the-quay")
    assert f"/media/{inside}-320.jpg" in page.text
    in_use = desk.browser.post("/desk/pictures/2?_method=delete")
    assert in_use.status_code == 409


def check_found(app, size, record_of):
    """Check that an upgrade finds the picture in the text of `record_of(text)`."""
    key = keep_file(app, "gold")
    with app.app_context():
        db.session.add(record_of(figure(key, size=size)))
        db.session.commit()
        downgrade(revision=BEFORE)
        upgrade()
    (picture,) = rows(app, Picture)
    assert (picture.hash, picture.width, picture.height) == (key, 60, 40)
    assert (picture.alternative_text, picture.credit) == ("A quay at dusk", "Ada Lens")
