"""Signed tokens for readers: of their forms, and of what the writer of a comment may open."""

from typing import Any

from blueprints.comments.rules import LATEST, QUICKEST
from blueprints.comments.senders import email_hash
from blueprints.core.tokens import BadToken, read, sign

__all__ = [
    "BadToken", "age_of", "answers_comment", "answers_token", "data_mail", "data_token",
    "decision_comment", "decision_token", "is_timely", "own_comment", "own_token", "token_for",
    "unsubscribe_key", "unsubscribe_token", "waiting_comment", "waiting_token",
]  # fmt: skip

WAITING_FOR = DECISION_FOR = 30 * 24 * 3600.0
OWN_FOR = 15 * 60.0
CONFIRMED_WITHIN = 7 * 24 * 3600.0
DATA_FOR = 24 * 3600.0


Subject = int | str  # the number of a story, or another form's name


def token_for(subject: Subject) -> str:
    """Return a token for a form about `subject`, made now."""
    return sign("comments.reply", subject)


def age_of(token: str, subject: Subject) -> float:
    """Return how many seconds ago `token` was made. Raises BadToken unless it is for `subject`."""
    found, age = read("comments.reply", token)
    if found != subject:
        raise BadToken("made for another form")
    return age


def is_timely(age: float) -> bool:
    """Return True if a form of this age was sent neither too soon, as bots do, nor too late."""
    return QUICKEST <= age <= LATEST


def waiting_token(comment_id: int) -> str:
    """Return the token that opens the notice of a pending comment to its writer."""
    return sign("comments.waiting", comment_id)


def waiting_comment(token: str) -> tuple[int, bool]:
    """Return (the comment's number, True while the notice still opens). Raises BadToken."""
    number, age = read("comments.waiting", token)
    return number, age <= WAITING_FOR


def own_token(comment_id: int) -> str:
    """Return the token with which the writer of a comment changes it, for fifteen minutes."""
    return sign("comments.own", comment_id)


def own_comment(token: str) -> tuple[int, bool]:
    """Return (the comment's number, True within fifteen minutes). Raises BadToken."""
    number, age = read("comments.own", token)
    return number, age <= OWN_FOR


def decision_token(comment_id: int) -> str:
    """Return the token that tells a writer of the decision to reject a comment."""
    return sign("comments.decision", comment_id)


def decision_comment(token: str) -> tuple[int, bool]:
    """Return (the comment's number, True while its page still opens). Raises BadToken."""
    number, age = read("comments.decision", token)
    return number, age <= DECISION_FOR


def answers_token(comment_id: int) -> str:
    """Return the token that confirms the wish of a comment's writer to be told of answers."""
    return sign("comments.answers", comment_id)


def answers_comment(token: str) -> int:
    """Return the comment's number. Raises BadToken, also after a week."""
    return int(_read_within("comments.answers", token, CONFIRMED_WITHIN))


def unsubscribe_token(email: str) -> str:
    """Return the token that ends the emails about answers to this address.

    It holds the address's keyed hash, so it works when the comment answered is deleted, too.
    """
    return sign("comments.unsubscribe", email_hash(email))


def unsubscribe_key(token: str) -> str:
    """Return the keyed hash of the address; it works for ever. Raises BadToken."""
    return str(read("comments.unsubscribe", token)[0])


def data_token(mail_id: int, moment: float) -> str:
    """Return the token that opens a reader's data, sent in the email of that number and moment.

    Addresses of pages are logged in many places: so it holds no email address.
    """
    return sign("comments.data", [mail_id, moment])


def data_mail(token: str) -> tuple[int, float]:
    """Return the number of the email and its moment. Raises BadToken, also after a day."""
    mail_id, moment = _read_within("comments.data", token, DATA_FOR)
    return mail_id, moment


def _read_within(purpose: str, token: str, seconds: float) -> Any:
    found, age = read(purpose, token)
    if age > seconds:
        raise BadToken("too old")
    return found
