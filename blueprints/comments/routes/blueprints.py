"""The two blueprints of comments: the public pages, and the moderation queue."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.comments import discussions, queries, todo

bp = Blueprint("comments", __name__)
bp.add_app_template_global(discussions.discussion_choice)
bp.add_app_template_global(queries.latest_opinions)
bp.add_app_template_global(todo.moderation_for)

desk = Blueprint("comments_desk", __name__, url_prefix="/desk")
desk.before_request(requires("editor"))
