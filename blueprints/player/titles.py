"""Titles for radios and a webhook: noted in the transaction in which the title changes.

MPD's own output tells Icecast each of its tracks, also under an open spin: the spin's title is
then sent again, a moment later.
"""

from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select, update

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.player.current_track import shows
from blueprints.player.manual_rows import find_open_rows, is_open, topmost
from blueprints.player.models import Play
from blueprints.player.public_rows import BELIEVED_FOR
from blueprints.player.title_models import TitleNotice

Body = dict[str, Any]
MPD_FIRST = timedelta(seconds=1)  # its output sends a track's title when the track is heard
IS_OPEN = TitleNotice.sent_at.is_(None) & TitleNotice.given_up_at.is_(None)


def note_title() -> None:
    """Note the title on air for each target whose newest notice says another.

    Call inside begin_write(), after any change of what is on air.
    """
    targets = targets_named()
    if not targets:
        return
    now, rows = clock.now(), find_open_rows()
    mpd = next((row for row in rows if row.source == "mpd"), None)
    show = (shows(now)["show"] or {}).get("title")
    row = topmost(row for row in rows if is_open(row, now) and _is_heard(row, now))
    body = _body(row, show)
    for target in targets:
        if target == "icecast":
            _note(target, {"song": _song(body), "under": mpd.id if mpd else None}, now)
        else:
            _note(target, body, now)


def note_again(target: str) -> None:
    """Note the newest title for `target` again; call it inside begin_write()."""
    if newest := find_newest(target):
        now = clock.now()
        _add(target, newest.body, now, now + MPD_FIRST)


def find_newest(target: str) -> TitleNotice | None:
    """Return the newest notice for `target`, or None."""
    query = select(TitleNotice).where(TitleNotice.target == target)
    return db.session.scalar(query.order_by(TitleNotice.id.desc()).limit(1))


def targets_named() -> list[str]:
    """Return the targets to which the station sends titles: icecast, webhook."""
    named = {
        "icecast": current_app.config["RADIO_ICECAST_METADATA_URL"],
        "webhook": station().webhook_url,
    }
    return [target for target, address in named.items() if address]


def _is_heard(row: Play, now: datetime) -> bool:
    """Return False for MPD's play while it is paused, or MPD was not heard for too long."""
    if row.source != "mpd":
        return True
    heard = row.last_at is not None and now - row.last_at <= BELIEVED_FOR
    return heard and row.last_state != "pause"


def _body(row: Play | None, show: str | None) -> Body:
    """Return what a webhook is told. Jingles and spots have no title."""
    body: Body = {
        "title": None,
        "artist": None,
        "album": None,
        "kind": "off_air",
        "show": show,
        "started_at": None,
        "station": station().name,
    }
    if row is None:
        return body
    kind = row.source if row.is_manual else row.kind
    body |= {"kind": kind, "started_at": clock.rfc3339(row.started_at)}
    if kind in ("jingle", "spot"):
        return body
    return body | {name: getattr(row, name) or None for name in ("title", "artist", "album")}


def _song(body: Body) -> str:
    """Return the line that radios show: the title, else the show's, else the station's."""
    names = [body["artist"], body["title"]] if body["title"] else []
    return " - ".join(filter(None, names)) or body["show"] or body["station"]


def _note(target: str, body: Body, now: datetime) -> None:
    """Add a notice unless the newest says the same; older ones need no sending any more."""
    newest = find_newest(target)
    before = newest.body if newest else {}
    under = body.get("under")
    is_mpds = under is not None and under != before.get("under")  # MPD's output speaks, too
    if not is_mpds and {**before, "under": under} == {**body, "under": under}:
        return
    _add(target, body, now, now + MPD_FIRST if is_mpds else now)


def _add(target: str, body: Body, now: datetime, due_at: datetime) -> None:
    older = update(TitleNotice).where(TitleNotice.target == target, IS_OPEN)
    db.session.execute(older.values(given_up_at=now))
    db.session.add(TitleNotice(target=target, body=body, created_at=now, due_at=due_at))
