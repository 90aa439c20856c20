"""Stories that use a picture or clip of the library."""

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, or_, select

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from blueprints.media.models import Clip, Picture
from blueprints.media.usage import Use
from blueprints.news.models import Story, story_clip, story_picture

MOST_USES = 50


def stories_with(item: Picture | Clip, user: User) -> list[Use]:
    """Return the stories that show a picture or clip; without a name where not the user's."""
    query: Select[int, str, int | None] = select(Story.id, Story.headline, Story.owner_id)
    query = query.where(_shows(item)).order_by(Story.id.desc()).limit(MOST_USES)
    return [
        Use(headline, f"/desk/stories/{number}")
        if user.holds("editor") or owner_id == user.id
        else Use(_("A story by someone else"), "")
        for number, headline, owner_id in db.session.execute(query)
    ]


def _shows(item: Picture | Clip) -> ColumnElement[bool]:
    in_text = Story.body.contains(item.hash)
    if isinstance(item, Clip):
        inside = select(story_clip.c.story_id).where(story_clip.c.clip_id == item.id)
        return or_(Story.id.in_(inside), in_text)
    inside = select(story_picture.c.story_id).where(story_picture.c.picture_id == item.id)
    return or_(Story.lead_picture_id == item.id, Story.id.in_(inside), in_text)
