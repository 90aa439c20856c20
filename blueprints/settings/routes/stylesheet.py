"""The style sheet of the station's own colours."""

from flask import Response, request, url_for

from blueprints.core.http import IMMUTABLE
from blueprints.core.station import station
from blueprints.settings import colours
from blueprints.settings.routes.blueprints import bp


def own_colours() -> str:
    """Return the style sheet with the station's own colours; "" without any."""
    here = station()
    return colours.style_sheet(here.signal, here.deep) if here.signal or here.deep else ""


@bp.app_template_global("station_sheet")
def station_sheet() -> str:
    """Return the address of that style sheet, which changes with it; "" without one."""
    sheet = own_colours()
    return url_for("settings.station_css", v=colours.version_of(sheet)) if sheet else ""


@bp.get("/station.css")
def station_css() -> Response:
    """Return the station's colours, cached for a year if the address is of the present ones."""
    sheet = own_colours()
    response = Response(sheet, mimetype="text/css")
    is_current = request.args.get("v") == colours.version_of(sheet)
    response.headers["Cache-Control"] = IMMUTABLE if is_current else "no-cache"
    return response
