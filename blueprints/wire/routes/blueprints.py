"""The two blueprints of the newswire: what readers' pages show of it, and the editors' inbox."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.wire import queries

bp = Blueprint("wire", __name__)
bp.add_app_template_global(queries.feed_addresses)
desk = Blueprint("wire_desk", __name__, url_prefix="/desk/wire")
desk.before_request(requires("editor"))
