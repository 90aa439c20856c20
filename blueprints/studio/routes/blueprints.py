"""The Flask blueprints of the studio: `bp` for what both studios share, `console` for each."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from blueprints.accounts.access import requires
from blueprints.core.http import WITHOUT_SESSION
from blueprints.studio import refusals
from blueprints.studio.studios import Studio, on_air, practice

bp = Blueprint("studio", __name__, url_prefix="/studio")
admits_djs = requires("dj")


@bp.before_request
def guard() -> Response | None:
    """Admit DJs; the state on air is polled, and checks with its one statement who asks."""
    return None if request.path == WITHOUT_SESSION else admits_djs()


bp.register_error_handler(refusals.Refusal, refusals.answer)
console = Blueprint("console", __name__)


def studio() -> Studio:
    """Return the studio that the request is about: its address says which."""
    return practice() if request.blueprint == "studio.practice" else on_air()
