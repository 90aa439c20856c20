"""The reports' blueprint: they have pages at the desk alone."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.core.desk_menu import STAFF

bp = Blueprint("reports", __name__, url_prefix="/desk")
bp.before_request(requires(*STAFF))
