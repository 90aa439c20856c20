"""The two blueprints of shows: the public pages, and the desk's."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.core.desk_menu import STAFF

bp = Blueprint("shows", __name__)

desk = Blueprint("shows_desk", __name__, url_prefix="/desk")
desk.before_request(requires(*STAFF))
