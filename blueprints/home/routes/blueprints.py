"""The two sides of what composes the rest: the front page, and the desk's own."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.core.desk_menu import STAFF

bp = Blueprint("home", __name__)

desk = Blueprint("home_desk", __name__, url_prefix="/desk")
desk.before_request(requires(*STAFF))
