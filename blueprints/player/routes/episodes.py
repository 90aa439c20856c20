"""The playlist of an episode, on the pages of shows and stories."""

from flask import get_template_attribute
from markupsafe import Markup

from blueprints.player.public_log import rows_of_episode
from blueprints.player.routes.blueprints import bp
from blueprints.player.row_covers import covers_of
from blueprints.shows.models import Episode


@bp.app_template_global("episode_playlist")
def episode_playlist(episode: Episode) -> Markup:
    """Return what went out in an episode, in order, as HTML; "" if there is nothing yet."""
    found = rows_of_episode(episode)
    if not found:
        return Markup()
    covers = covers_of([row.play for row in found if row.play])
    html: Markup = get_template_attribute("player/rows.html", "playlist")(found, covers)
    return html
