"""The polled state, who has the desk, and who is here."""

from flask import Response
from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.accounts.access import me
from blueprints.accounts.sessions import cookie_of_request, user_of_cookie
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db, rows
from blueprints.player.console import Console
from blueprints.player.gateway import LOST
from blueprints.player.models import Snapshot
from blueprints.player.queue_state import Body, body_of, find_mpd_state
from blueprints.player.queue_state import compose as compose_queue
from blueprints.studio import desk, state
from blueprints.studio.admission import for_djs, signed_out
from blueprints.studio.ledger import note
from blueprints.studio.polled import polled
from blueprints.studio.refusals import Refusal
from blueprints.studio.routes.answers import answer, sent
from blueprints.studio.routes.blueprints import console, studio

POLL_TIMEOUT = 3.0  # seconds for the practice MPD: the page asks each second, and waits for eight


@console.get("/state.json")
def state_json() -> Response:
    """Return the state of the studio: on air from the database, in practice from its MPD."""
    if studio().is_practice:
        return _fresh()
    found = polled()
    if found is None:
        raise _refusal()
    return answer(*found)


def _refusal() -> Refusal:
    """Return why the state is refused: nobody is signed in, or no DJ."""
    is_signed_in = rows(user_of_cookie(), cookie_of_request()).first() is not None
    return for_djs() if is_signed_in else signed_out()


def _fresh() -> Response:
    """Return the state as it is now, for those who have changed it, and in practice."""
    here = studio()
    if not here.is_practice:
        heard_at = db.session.scalar(select(Snapshot.heard_at))
        return answer(*state.encoded(state.stored(here, heard_at)), heard_at)
    body = practice_queue()
    heard_at = clock.now() if body else None
    return answer(*state.encoded(state.compose(here, body, heard_at)), heard_at)


def practice_queue() -> Body | None:
    """Return the queue of the practice MPD, or None if it cannot be reached."""
    here = studio()
    if not here.has_mpd:  # no host at all would mean this machine, and the MPD on air
        return None
    db.session.commit()  # no transaction while MPD is asked
    mpd = Console(*here.address, timeout=POLL_TIMEOUT)
    try:
        mpd.connect()
        read = mpd.read_queue()
    except LOST:
        return None
    finally:
        mpd.disconnect()
    return compose_queue(read, body_of(find_mpd_state(here.name)))


@console.post("/desk")
def take_desk() -> Response:
    """Take the desk."""
    begin_write()
    before = desk.take(studio().name, me())
    if me().id not in before.user_ids:
        words = _("took the desk from %(name)s", name=before.name)
        note(studio().name, me(), "took", words if before.user_ids else _("took the desk"))
    db.session.commit()
    return _fresh()


@console.delete("/desk")
def give_desk_back() -> Response:
    """Give the desk back."""
    begin_write()
    if desk.give_back(studio().name, me()):
        note(studio().name, me(), "gave-back", _("gave the desk back"))
    db.session.commit()
    return _fresh()


@console.post("/presence")
def presence() -> Response:
    """Note who has the console open, and a sign of life of who has the desk."""
    begin_write()
    desk.note_seen(studio().name, me())
    if sent().get("active") is True:
        desk.note_active(studio().name, me().id)
    db.session.commit()
    return Response(status=204)
