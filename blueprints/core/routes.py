"""Site-wide parts: health check, error pages, and the headers of each response."""

from typing import cast

from flask import Blueprint, Flask, Response
from flask.blueprints import BlueprintSetupState
from flask_babel import get_locale
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from blueprints.core import clock, dates, errors, http, logs, static, text, translations
from blueprints.core.station import shown_notice, station

bp = Blueprint("core", __name__)


def locale() -> str:
    """Return the page's language, as the attribute `lang` wants it."""
    return str(get_locale() or "en").replace("_", "-")


bp.before_app_request(http.refuse_nul)
bp.before_app_request(http.refuse_foreign_origin)
bp.after_app_request(logs.log_request)
bp.after_app_request(http.finish)  # runs first: Flask goes through them from the last
bp.app_errorhandler(HTTPException)(errors.show_error)
bp.app_errorhandler(OperationalError)(errors.show_database_away)
bp.add_app_template_global(http.absolute_url)
bp.add_app_template_global(locale)
bp.add_app_template_global(station)
bp.add_app_template_global(shown_notice)
bp.add_app_template_global(static.static_address, "static")
bp.add_app_template_filter(text.direction)
bp.add_app_template_filter(text.excerpt)
bp.add_app_template_filter(text.paragraphs)
bp.add_app_template_filter(text.words_of)
bp.add_app_template_filter(clock.rfc3339)
bp.add_app_template_filter(dates.clock_time)
bp.add_app_template_filter(dates.long_date)
bp.add_app_template_filter(dates.day_date)
bp.add_app_template_filter(dates.short_date)
bp.add_app_template_filter(dates.short_moment)
bp.add_app_template_filter(dates.list_moment)


@bp.record_once
def set_up(state: BlueprintSetupState) -> None:
    """Set up the site-wide parts for the app."""
    app = cast(Flask, state.app)
    logs.set_up_logs(app)
    http.set_up_http(app)
    static.set_up_static(app)
    translations.set_up_words(app)


@bp.get("/healthz")
def healthz() -> Response:
    """Return 200 while the process serves; touch nothing else."""
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})
