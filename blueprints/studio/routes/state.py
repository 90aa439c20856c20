"""The polled state, who has the desk, and who is here."""

from flask import Response
from flask_babel import gettext as _

from blueprints.accounts.access import me
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.console import Console
from blueprints.player.gateway import LOST
from blueprints.player.queue_state import Body, body_of, find_mpd_state
from blueprints.player.queue_state import compose as compose_queue
from blueprints.studio import desk, state
from blueprints.studio.ledger import note
from blueprints.studio.polled import polled
from blueprints.studio.routes.answers import answer, sent
from blueprints.studio.routes.blueprints import console, studio


@console.get("/state.json")
def state_json() -> Response:
    """Return the state of the studio: on air from the database, in practice from its MPD."""
    here = studio()
    if not here.is_practice:
        return answer(*polled(here))
    body = practice_queue()
    heard_at = clock.now() if body else None
    return answer(*state.encoded(state.compose(here, body, heard_at)), heard_at)


def practice_queue() -> Body | None:
    """Return the queue of the practice MPD, or None if it cannot be reached."""
    here = studio()
    mpd = Console(*here.address)
    try:
        mpd.connect()
        read = mpd.read_queue()
    except LOST:
        return None
    finally:
        mpd.disconnect()
    return compose_queue(read, body_of(find_mpd_state(here.name)))


def _stored() -> Response:
    here = studio()
    return answer(*polled(here)) if not here.is_practice else state_json()


@console.post("/desk")
def take_desk() -> Response:
    """Take the desk."""
    begin_write()
    before = desk.take(studio().name, me())
    if before.user_id != me().id:
        words = _("took the desk from %(name)s", name=before.name)
        note(studio().name, me(), "took", words if before.user_id else _("took the desk"))
    db.session.commit()
    return _stored()


@console.delete("/desk")
def give_desk_back() -> Response:
    """Give the desk back."""
    begin_write()
    if desk.give_back(studio().name, me()):
        note(studio().name, me(), "gave-back", _("gave the desk back"))
    db.session.commit()
    return _stored()


@console.post("/presence")
def presence() -> Response:
    """Note who has the console open, and a sign of life of who has the desk."""
    begin_write()
    desk.note_seen(studio().name, me())
    if sent().get("active") is True:
        desk.note_active(studio().name, me().id)
    db.session.commit()
    return Response(status=204)
