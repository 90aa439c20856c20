"""The two blueprints of settings: the station's colours, and the desk's pages."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.core.desk_menu import STAFF
from blueprints.media.usage import add_finders
from blueprints.settings.logo import logo_made_of

bp = Blueprint("settings", __name__)

desk = Blueprint("settings_desk", __name__, url_prefix="/desk")
desk.before_request(requires(*STAFF))

add_finders(logo_made_of)
