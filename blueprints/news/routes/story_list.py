"""The desk's list of stories, searched and filtered by state, author and tag."""

from collections.abc import Mapping

from flask import abort, render_template, request
from flask_babel import lazy_gettext as _l

from blueprints.accounts.access import me
from blueprints.core.desk_menu import STAFF, add_to_menu
from blueprints.core.http import page_number
from blueprints.core.text import one_line
from blueprints.news.bulk import offered_undo
from blueprints.news.desk_queries import SORTS, STATES, Sought, list_stories
from blueprints.news.list_forms import BulkForm
from blueprints.news.revisions import ACTS
from blueprints.news.routes.blueprints import desk

LONGEST = 200
STATE_WORDS = {
    "draft": _l("Draft"),
    "pending": _l("Pending review"),
    "scheduled": _l("Scheduled"),
    "published": _l("Published"),
    "unpublished": _l("Unpublished"),
}

SORT_WORDS = {
    "": _l("Last changed"),
    "date": _l("Publication date"),
    "title": _l("Title"),
    "author": _l("Author"),
    "state": _l("State"),
}

add_to_menu("news_desk.stories", _l("Stories"), *STAFF, place=10)


@desk.get("/stories/")
def stories() -> str:
    """List the stories that the user may see, twenty a page."""
    return show_list(narrowed(request.args), page_number())


def show_list(sought: Sought, page: int, form: BulkForm | None = None) -> str:
    """Render a page of the list; `form` is a bulk edit that was refused."""
    user = me()
    listed, has_next = list_stories(sought, user, page)
    if page > 1 and not listed:
        return show_list(sought, 1, form) if form else abort(404)
    given = {name: value for name, value in vars(sought).items() if value}
    return render_template(
        "news/desk/list.html",
        listed=listed,
        sought=sought,
        given=given,
        page=page,
        has_next=has_next,
        states=STATES,
        sorts=SORT_WORDS,
        state_words=STATE_WORDS,
        acts=ACTS,
        form=form or BulkForm(None),
        undo=offered_undo(user) if form is None and user.holds("editor") else None,
    )


def narrowed(asked: Mapping[str, str]) -> Sought:
    """Return the filters in a query. 404 for an unknown state or order."""
    state, sort = asked.get("state", ""), asked.get("sort", "")
    if (state and state not in STATES) or sort not in SORTS:
        abort(404)
    typed = {name: asked.get(name, "")[:LONGEST] for name in ("q", "author", "tag")}
    return Sought(state=state, sort=sort, **{name: one_line(text) for name, text in typed.items()})
