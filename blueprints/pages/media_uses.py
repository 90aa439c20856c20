"""Pages that use a picture or clip of the library."""

from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from blueprints.media.models import Clip, Picture
from blueprints.media.usage import Use
from blueprints.pages.models import StationPage


def pages_with(item: Picture | Clip, _user: User) -> list[Use]:
    """Return the station's pages that show a picture or clip."""
    pages = select(StationPage.title, StationPage.slug).where(StationPage.body.contains(item.hash))
    return [Use(title, f"/pages/{slug}") for title, slug in db.session.execute(pages)]
