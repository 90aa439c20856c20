"""The Flask blueprints of the studio: `bp` for what both studios share, `console` for each."""

from flask import Blueprint, request
from flask_wtf.csrf import CSRFError

from blueprints.accounts.first_page import set_first_page
from blueprints.studio import admission, refusals
from blueprints.studio.studios import Studio, on_air, practice

bp = Blueprint("studio", __name__, url_prefix="/studio")
bp.before_request(admission.admit)
bp.register_error_handler(CSRFError, admission.no_token)
bp.register_error_handler(refusals.Refusal, refusals.answer)
console = Blueprint("console", __name__)

set_first_page("dj", "studio.air.page")


def studio() -> Studio:
    """Return the studio that the request is about: its address says which."""
    return practice() if request.blueprint == "studio.practice" else on_air()
