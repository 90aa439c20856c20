"""The station's own pages: those it wrote, and those that come with Aerial until it does."""

from flask import current_app
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.editor.body import editable_body, stored_body
from blueprints.news.models import StationPage

BUILT_IN_PAGES = ("about", "privacy")


def built_in_page(slug: str) -> dict[str, str]:
    """The title and the text, to be edited, of a page that comes with Aerial."""
    template = current_app.jinja_env.get_template(f"news/built_in/{slug}.html")
    title, words = (
        "".join(template.blocks[name](template.new_context())) for name in ("page_title", "words")
    )
    return {"title": title.strip(), "slug": slug, "body": editable_body(stored_body(words).html)}


def all_pages() -> list[StationPage]:
    """The pages that the station wrote itself, by title."""
    return list(db.session.scalars(select(StationPage).order_by(StationPage.title)))
