"""The two blueprints of shows: the public pages, and the desk's."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.core.desk_menu import STAFF
from blueprints.media.usage import add_finders
from blueprints.shows.media_uses import presenters_with, shows_with

bp = Blueprint("shows", __name__)

desk = Blueprint("shows_desk", __name__, url_prefix="/desk")
desk.before_request(requires(*STAFF))

add_finders(shows_with, presenters_with)
