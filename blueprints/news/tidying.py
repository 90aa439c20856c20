"""What the news clears up; none of it commits: `flask work` does."""

from datetime import timedelta

from sqlalchemy import delete

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.desk_models import WorkingCopy

WORKING_COPY_KEPT_FOR = timedelta(days=30)


def forget_working_copies() -> None:
    """Deletes working copies of no story that nobody has touched for a month."""
    old = WorkingCopy.saved_at < clock.now() - WORKING_COPY_KEPT_FOR
    db.session.execute(delete(WorkingCopy).where(WorkingCopy.story_id.is_(None), old))
