"""Signed tokens for preview links, which show a story before it is published."""

from datetime import timedelta

from blueprints.core import tokens

OPEN_FOR = timedelta(days=7)


def preview_token(story_id: int) -> str:
    """Return the token that opens the story for seven days from now."""
    return tokens.sign("news.preview", story_id)


def previewed(token: str) -> tuple[int, bool]:
    """Return (the story's number, True while the link opens). Raises core.tokens.BadToken."""
    number, age = tokens.read("news.preview", token)
    return int(number), age <= OPEN_FOR.total_seconds()
