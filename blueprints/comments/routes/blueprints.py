"""The two blueprints of comments: the public pages, and the moderation queue."""

from flask import Blueprint, get_template_attribute
from markupsafe import Markup

from blueprints.accounts.access import requires
from blueprints.comments import discussions, on_air, queries, todo
from blueprints.comments.trials import try_rules
from blueprints.settings.trials import TRIALS

SHOWN_IN_FRONT = 3

bp = Blueprint("comments", __name__)
bp.add_app_template_global(discussions.discussion_choice)
bp.add_app_template_global(todo.moderation_for)
bp.add_app_template_filter(on_air.reading)

TRIALS["comments"] = try_rules

desk = Blueprint("comments_desk", __name__, url_prefix="/desk")
desk.before_request(requires("editor"))


@bp.app_template_global("latest_opinions")
def latest_opinions() -> Markup:
    """Return the newest comments as HTML, for the front page; nothing if there are none."""
    newest = queries.latest_opinions(SHOWN_IN_FRONT)
    if not newest:
        return Markup()
    html: Markup = get_template_attribute("comments/latest.html", "latest")(newest)
    return html
