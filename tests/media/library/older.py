"""A station of the first release, as it was seeded: pictures in texts that have no row."""

from pathlib import Path

from sqlalchemy import text

from blueprints.core.extensions import db
from blueprints.media.images import WIDTHS, store_picture
from tests.media.library.sent import drawn

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
