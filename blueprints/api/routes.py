"""The public API, in the shape of Spinitron's."""

from flask import Blueprint

from blueprints.player import record_models  # noqa: F401 - makes its tables known

bp = Blueprint("api", __name__, url_prefix="/api")
