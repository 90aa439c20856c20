"""The two blueprints of pages: the public pages, and the editors' desk."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.core.desk_menu import STAFF
from blueprints.media.usage import add_finders
from blueprints.pages.media_uses import pages_with

bp = Blueprint("pages", __name__)

desk = Blueprint("pages_desk", __name__, url_prefix="/desk")
desk.before_request(requires(*STAFF))

add_finders(pages_with)
