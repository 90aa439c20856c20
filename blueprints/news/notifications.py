"""Notifications about stories; emails go into the outbox of the same transaction."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blueprints.accounts.models import Role, User
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.mail import outbox
from blueprints.news.desk_models import Revision
from blueprints.news.models import Story
from blueprints.news.queries import is_public

IN_ONE_ROUND = 20
PUBLISHING = ("published", "scheduled")


def tell_editors(story: Story, by: User) -> None:
    """Email all active editors (without one, all admins) that `story` was submitted for review."""
    for editor in _holders("editor") or _holders("admin"):
        if editor.id != by.id:
            subject = _("For review: %(headline)s", headline=story.headline)
            words = _(
                "%(name)s submitted a story for review at %(station)s.\n\n%(headline)s\n\n"
                "Review it here:\n%(address)s",
                name=by.name,
                station=station().name,
                headline=story.headline,
                address=absolute_url("news_desk.story", number=story.id),
            )
            outbox.post(editor.email, subject, words)


def _holders(role: str) -> list[User]:
    holds = User.roles.any(Role.name == role)
    return list(db.session.scalars(select(User).where(User.active, holds).order_by(User.id)))


def announce() -> bool:
    """Email the writers of stories that were published since; a job of `flask work`.

    Returns True if there may be more to do.
    """
    query = select(Story).where(is_public(), Story.announced_at.is_(None))
    query = query.options(joinedload(Story.owner)).order_by(Story.publish_at).limit(IN_ONE_ROUND)
    stories = list(db.session.scalars(query))
    for story in stories:
        owner = story.owner
        if owner is not None and owner.active and owner.id != _publisher(story):
            _tell(owner, story)
        story.announced_at = clock.now()
    return len(stories) == IN_ONE_ROUND


def _publisher(story: Story) -> int | None:
    query = select(Revision.by_id).where(Revision.story_id == story.id)
    query = query.where(Revision.act.in_(PUBLISHING)).order_by(Revision.number.desc())
    return db.session.scalar(query.limit(1))


def _tell(owner: User, story: Story) -> None:
    words = _(
        "Your story was published at %(station)s:\n\n%(headline)s\n%(address)s",
        station=station().name,
        headline=story.headline,
        address=absolute_url("news.story", slug=story.slug),
    )
    outbox.post(owner.email, _("Published: %(headline)s", headline=story.headline), words)
