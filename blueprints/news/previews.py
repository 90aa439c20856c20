"""Signed words that open a story to whoever has them, before it is out."""

from datetime import timedelta

from blueprints.core import tokens

OPEN_FOR = timedelta(days=7)


def preview_token(story_id: int) -> str:
    """What opens the story for seven days from now."""
    return tokens.sign("news.preview", story_id)


def previewed(token: str) -> tuple[int, bool]:
    """(the story's number, whether the link still opens). Raises core.tokens.BadToken."""
    number, age = tokens.read("news.preview", token)
    return int(number), age <= OPEN_FOR.total_seconds()
