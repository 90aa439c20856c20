"""The desk's list of stories: by words, state, author and tag."""

from flask import abort, render_template, request
from flask_babel import lazy_gettext as _l

from blueprints.accounts.access import me
from blueprints.core.desk import STAFF, add_to_menu
from blueprints.core.text import one_line
from blueprints.news.desk_queries import STATES, Sought, list_stories
from blueprints.news.loaders import page_number
from blueprints.news.routes.blueprints import desk
from blueprints.news.routes.revisions import ACTS

LONGEST = 200
STATE_WORDS = {
    "draft": _l("Draft"),
    "handed-in": _l("Handed in"),
    "scheduled": _l("Scheduled"),
    "published": _l("Published"),
    "withdrawn": _l("Withdrawn"),
}

add_to_menu("news_desk.stories", _l("Stories"), *STAFF)


@desk.get("/stories/")
def stories() -> str:
    """The stories that one may see, the last changed first, twenty a page."""
    sought, page = _sought(), page_number()
    listed, has_next = list_stories(sought, me(), page)
    if page > 1 and not listed:
        abort(404)
    given = {name: value for name, value in vars(sought).items() if value}
    return render_template(
        "news/desk/list.html",
        listed=listed,
        sought=sought,
        given=given,
        page=page,
        has_next=has_next,
        states=STATES,
        state_words=STATE_WORDS,
        acts=ACTS,
    )


def _sought() -> Sought:
    """What is asked for. 404 for a state that there is not."""
    state = request.args.get("state", "")
    if state and state not in STATES:
        abort(404)
    texts = {
        name: one_line(request.args.get(name, "")[:LONGEST]) for name in ("q", "author", "tag")
    }
    return Sought(state=state, **texts)
