"""Signed tokens for readers: of the comment form, and of a pending comment's notice."""

from blueprints.comments.rules import LATEST, QUICKEST
from blueprints.core.tokens import BadToken, read, sign

__all__ = ["BadToken", "age_of", "is_timely", "token_for", "waiting_comment", "waiting_token"]

WAITING_FOR = 30 * 24 * 3600.0


def token_for(story_id: int) -> str:
    """Return a token for a comment on this story, made now."""
    return sign("comments.reply", story_id)


def age_of(token: str, story_id: int) -> float:
    """Return how many seconds ago `token` was made. Raises BadToken unless it is for this story."""
    number, age = read("comments.reply", token)
    if number != story_id:
        raise BadToken("made for another story")
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
