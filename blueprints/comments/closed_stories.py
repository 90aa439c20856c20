"""Stories that take no more comments: closed by an editor, or older than the station's rule."""

from datetime import datetime, timedelta

from blueprints.comments.models import ClosedDiscussion
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.news.models import Story


def closing_time() -> datetime | None:
    """Return the time such that stories published by then take no more comments, or None."""
    days = station().comment_close_days
    return clock.now() - timedelta(days=days) if days else None


def is_closed(story: Story) -> bool:
    """Return True if `story` takes no more comments."""
    closing = closing_time()
    is_old = closing and story.publish_at and story.publish_at <= closing
    return bool(is_old) or is_closed_by_hand(story)


def is_closed_by_hand(story: Story) -> bool:
    """Return True if an editor closed `story` to comments, however old it is."""
    return db.session.get(ClosedDiscussion, story.id) is not None
