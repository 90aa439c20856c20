"""The Flask blueprints of the studio: `bp` for what both studios share, `console` for each."""

from flask import Blueprint, request

from blueprints.accounts.access import requires
from blueprints.studio import refusals
from blueprints.studio.studios import Studio, on_air, practice

bp = Blueprint("studio", __name__, url_prefix="/studio")
bp.before_request(requires("dj"))
bp.register_error_handler(refusals.Refusal, refusals.answer)
console = Blueprint("console", __name__)


def studio() -> Studio:
    """Return the studio that the request is about: its address says which."""
    return practice() if request.blueprint == "studio.practice" else on_air()
