"""The texts of alarms, at the desk and in emails: what is wrong, since when, and what to do."""

from datetime import timedelta

from flask import current_app
from flask_babel import format_timedelta
from flask_babel import gettext as _

from blueprints.core.dates import clock_time, short_moment
from blueprints.core.station import station
from blueprints.player.record_models import Alarm


def headline(alarm: Alarm) -> str:
    """Return a sentence that says what is wrong, and since when."""
    known = {"station": station().name, "moment": short_moment(alarm.began_at)}
    if alarm.what == "queue":
        return str(_("The queue ends at about %(time)s.", time=_end_of_queue(alarm)))
    if alarm.details == "paused":
        return str(_("%(station)s has been paused since %(moment)s.", **known))
    if alarm.details == "unknown":
        return str(_("%(station)s has not been heard since %(moment)s.", **known))
    return str(_("%(station)s has been off air since %(moment)s.", **known))


def advice(alarm: Alarm) -> str:
    """Return what to do about it."""
    if alarm.what == "queue":
        return str(_("Add music to the queue in the studio."))
    if alarm.details == "paused":
        return str(_("Press play in the studio."))
    if alarm.details == "unknown":
        return str(_("Check that MPD and “flask player watch” are running."))
    return str(_("Check in the studio that music is playing, and that the stream has a source."))


def beginning(alarm: Alarm) -> tuple[str, str]:
    """Return subject and text of the email that tells an alarm."""
    studio = f"{current_app.config['RADIO_URL']}/studio/"
    text = f"{headline(alarm)}\n\n{advice(alarm)}\n\n{studio}"
    names = {"station": station().name}
    if alarm.what == "queue":
        return str(_("%(station)s: the queue ends soon", **names)), text
    return str(_("%(station)s is quiet", **names)), text


def ending(alarm: Alarm) -> tuple[str, str]:
    """Return subject and text of the email that tells that an alarm is over."""
    names = {"station": station().name}
    if alarm.what == "queue":
        subject = _("%(station)s: the queue is long enough again", **names)
        return str(subject), str(_("The queue is long enough again, or a show has begun."))
    times = {
        "long": format_timedelta((alarm.ended_at or alarm.began_at) - alarm.began_at),
        "since": short_moment(alarm.began_at),
        "until": short_moment(alarm.ended_at or alarm.began_at),
    }
    text = _("The station was quiet for %(long)s, from %(since)s to %(until)s.", **times)
    return str(_("%(station)s is back on air", **names)), str(text)


def _end_of_queue(alarm: Alarm) -> str:
    left = timedelta(seconds=int(alarm.details or 0))
    return clock_time((alarm.told_at or alarm.began_at) + left)
