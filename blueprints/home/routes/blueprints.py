"""The two blueprints of home: the front page, and the desk's front page."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.core.desk_menu import STAFF

bp = Blueprint("home", __name__)

desk = Blueprint("home_desk", __name__, url_prefix="/desk")
desk.before_request(requires(*STAFF))
