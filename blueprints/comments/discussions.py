"""Stories' setting to allow comments: in the story's form, or the station's default."""

from collections.abc import Mapping
from typing import Any

from flask import get_template_attribute, request
from markupsafe import Markup

from blueprints.comments.closed_stories import is_closed_by_hand
from blueprints.comments.models import ClosedDiscussion
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.news.models import Story
from blueprints.news.signals import story_saved

ASKED = "comments_asked"  # is sent beside the checkbox, since an unticked one sends nothing
OPEN = "comments_open"


def discussion_choice(story: Story | None, kept: Mapping[str, Any] | None = None) -> Markup:
    """Return the part of a story's form that allows comments, as typed if it was sent.

    `story` is None for a story that was never saved; `kept` are the fields of a working copy.
    """
    typed = request.form if ASKED in request.form else kept or {}
    if ASKED in typed:
        is_open = OPEN in typed
    else:
        is_open = station().comments_open if story is None else not is_closed_by_hand(story)
    html: Markup = get_template_attribute("comments/desk/choice.html", "choice")(
        is_open, station().comment_close_days
    )
    return html


@story_saved.connect
def open_or_close(story: Story, form: Mapping[str, str]) -> None:
    """Open or close the discussion of a story that is being saved; call inside begin_write()."""
    if ASKED in form:
        set_open(story.id, OPEN in form)
    elif story.version == 0:  # a new story whose form had no such field
        set_open(story.id, station().comments_open)


def set_open(story_id: int, is_open: bool) -> bool:
    """Open or close a story's discussion; return False if it was so already."""
    closed = db.session.get(ClosedDiscussion, story_id)
    if (closed is None) == is_open:
        return False
    if closed:
        db.session.delete(closed)
    else:
        db.session.add(ClosedDiscussion(story_id=story_id, closed_at=clock.now()))
    return True
