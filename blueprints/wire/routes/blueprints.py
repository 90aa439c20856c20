"""The two blueprints of the newswire: what readers' pages show of it, and the editors' inbox."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.wire import labels, panel, queries, stories, todo

bp = Blueprint("wire", __name__)
bp.add_app_template_global(queries.feed_addresses)
bp.add_app_template_global(todo.newswire_for)
bp.add_app_template_global(panel.wire_panel)

desk = Blueprint("wire_desk", __name__, url_prefix="/desk/wire")
desk.before_request(requires("editor"))
desk.add_app_template_filter(labels.rights_words)
desk.add_app_template_filter(labels.remarks_of, "wire_remarks")
desk.add_app_template_filter(labels.lacks_of, "wire_lacks")
desk.add_app_template_filter(stories.readable)
