"""Signed words that readers carry: a form's token, and the address of a waiting reply."""

from blueprints.comments.rules import LATEST, QUICKEST
from blueprints.core.tokens import BadToken, read, sign

__all__ = ["BadToken", "age_of", "is_timely", "token_for", "waiting_comment", "waiting_token"]

WAITING_FOR = 30 * 24 * 3600.0


def token_for(story_id: int) -> str:
    """A token for a reply to this story, made now."""
    return sign("comments.reply", story_id)


def age_of(token: str, story_id: int) -> float:
    """How many seconds ago `token` was made. Raises BadToken unless it is for this story."""
    number, age = read("comments.reply", token)
    if number != story_id:
        raise BadToken("made for another story")
    return age


def is_timely(age: float) -> bool:
    """Whether a form of this age was neither sent at once, as machines do, nor left lying."""
    return QUICKEST <= age <= LATEST


def waiting_token(comment_id: int) -> str:
    """What opens the notice of a waiting reply to its writer."""
    return sign("comments.waiting", comment_id)


def waiting_comment(token: str) -> tuple[int, bool]:
    """(the reply's number, whether the notice still opens). Raises BadToken."""
    number, age = read("comments.waiting", token)
    return number, age <= WAITING_FOR
