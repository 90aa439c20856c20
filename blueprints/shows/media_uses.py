"""Shows and presenters that use a picture or clip of the library."""

from sqlalchemy import or_, select

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from blueprints.media.models import Clip, Picture
from blueprints.media.usage import Use
from blueprints.shows.models import Presenter, Show


def shows_with(item: Picture | Clip, _user: User) -> list[Use]:
    """Return the shows that have a picture, or show a picture or clip on their page."""
    is_shown = Show.body.contains(item.hash)
    if isinstance(item, Picture):
        is_shown = or_(is_shown, Show.picture_id == item.id)
    shows = select(Show.title, Show.slug).where(is_shown).order_by(Show.title)
    return [Use(title, f"/shows/{slug}") for title, slug in db.session.execute(shows)]


def presenters_with(item: Picture | Clip, user: User) -> list[Use]:
    """Return the presenters who have a picture."""
    if isinstance(item, Clip):
        return []
    people = select(Presenter.name, Presenter.id).where(Presenter.picture_id == item.id)
    form = "/desk/shows/presenters/{}" if user.holds("editor") else ""
    return [Use(name, form.format(number)) for name, number in db.session.execute(people)]
