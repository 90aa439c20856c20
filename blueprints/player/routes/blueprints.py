"""The player's blueprints: the public pages, and the desk's."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.core.desk_menu import STAFF

bp = Blueprint("player", __name__)

desk = Blueprint("record", __name__, url_prefix="/desk")
desk.before_request(requires(*STAFF))
