"""The two blueprints of the library: the files that pages show, and the desk's pages."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.core.desk_menu import STAFF

bp = Blueprint("media", __name__)

desk = Blueprint("media_desk", __name__, url_prefix="/desk")
desk.before_request(requires(*STAFF))
