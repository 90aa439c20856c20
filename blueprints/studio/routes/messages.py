"""Messages to the studio on the console: the lists, and what staff do with a message."""

from flask import Response, jsonify, request
from flask_babel import gettext as _

from blueprints.accounts.access import me
from blueprints.core.extensions import begin_write, db
from blueprints.core.text import one_line, tidy
from blueprints.studio import message_acts, message_queries, message_rows, readings
from blueprints.studio.models import StudioMessage
from blueprints.studio.refusals import Refusal
from blueprints.studio.request_fields import unreadable
from blueprints.studio.routes.answers import KEPT, UNFIT, sent
from blueprints.studio.routes.blueprints import console, studio
from blueprints.studio.routes.log import begin_at_desk

LONGEST_SEARCH = 200


def need_air() -> None:
    """Raise Refusal in the practice studio: listeners write to the real one."""
    if studio().is_practice:
        words = _("Messages go to the studio on air, not to the practice studio.")
        raise Refusal(409, words, _("Open the studio to read them."))


@console.get("/messages.json")
def messages_json() -> Response:
    """Return the newest messages: {"rows", "spam", "new"}; one query if nothing has changed."""
    need_air()
    tag = message_rows.tag()
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        response = jsonify(message_rows.told_messages())
    response.set_etag(tag)
    response.headers["Cache-Control"] = KEPT
    return response


@console.get("/replies.json")
def replies_json() -> Response:
    """Return the newest approved replies, or those that `q` is found in: {"rows"}."""
    need_air()
    q = one_line(request.args.get("q", "")[:LONGEST_SEARCH])
    found = message_queries.replies(q)
    rows = [message_rows.told_reply(reply, headline) for reply, headline in found]
    response = jsonify(rows=rows)
    response.headers["Cache-Control"] = KEPT
    return response


@console.post("/messages/<int:number>/done")
def finish_message(number: int) -> Response:
    """Mark a message as done."""
    message = _message(number)
    message_acts.set_done(message, True, me())
    return _answer(message)


@console.delete("/messages/<int:number>/done")
def reopen_message(number: int) -> Response:
    """Mark a message as new again."""
    message = _message(number)
    message_acts.set_done(message, False, me())
    return _answer(message)


@console.post("/messages/<int:number>/thanks")
def thank_writer(number: int) -> Response:
    """Email a message's writer a short thanks."""
    message = _message(number)
    message_acts.thank(message, me())
    return _answer(message)


@console.put("/messages/<int:number>/note")
def note_on_message(number: int) -> Response:
    """Write staff's note on a message: {"text"}."""
    text = sent().get("text")
    if not isinstance(text, str) or UNFIT.search(text):
        raise unreadable()
    message = _message(number)
    message_acts.set_note(message, tidy(text), me())
    return _answer(message)


@console.post("/messages/<int:number>/block")
def block_writer(number: int) -> Response:
    """Block a message's writer."""
    message = _message(number)
    message_acts.block(message, me())
    return _answer(message)


@console.delete("/messages/<int:number>/block")
def unblock_writer(number: int) -> Response:
    """Mark a message as not spam; a block of its writer by the studio is over."""
    message = _message(number)
    message_acts.unblock(message, me())
    return _answer(message)


@console.post("/messages/<int:number>/reading")
def read_message(number: int) -> Response:
    """Tie a message to the open talk break: it is read on air."""
    need_air()
    begin_at_desk()
    message = message_acts.message_of(number)
    readings.tie(message, me())
    return _answer(message)


@console.delete("/messages/<int:number>/reading")
def unread_message(number: int) -> Response:
    """Remove the mark that a message was read on air."""
    need_air()
    begin_at_desk()
    message = message_acts.message_of(number)
    readings.untie(message, me())
    return _answer(message)


@console.post("/replies/<int:number>/reading")
def read_reply(number: int) -> Response:
    """Tie a reply to the open talk break: it is read on air."""
    need_air()
    begin_at_desk()
    reply = readings.reply_of(number)
    readings.tie(reply, me())
    db.session.commit()
    return jsonify(row=message_rows.told_reply(reply, reply.story.headline))


@console.delete("/replies/<int:number>/reading")
def unread_reply(number: int) -> Response:
    """Remove the mark that a reply was read on air."""
    need_air()
    begin_at_desk()
    reply = readings.reply_of(number)
    readings.untie(reply, me())
    db.session.commit()
    return jsonify(row=message_rows.told_reply(reply, reply.story.headline))


def _message(number: int) -> StudioMessage:
    """Begin to write, and return the message; in the practice studio raise Refusal."""
    need_air()
    begin_write()
    return message_acts.message_of(number)


def _answer(message: StudioMessage) -> Response:
    db.session.commit()
    return jsonify(row=message_rows.told_message(message))
