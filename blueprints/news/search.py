"""Search of stories by the words in headline, standfirst, byline, slug and body."""

import re

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Select,
    false,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.orm import aliased

from blueprints.core.extensions import db
from blueprints.core.text import composed
from blueprints.news.models import Story

MOST_WORDS = 10
WORD = re.compile(r"[^\W_]+")
# As the migration indexed it: PostgreSQL finds the index by the same expression.
FIELDS = "headline", "standfirst", "byline", "slug", "left(words, 200000)"
VECTOR = "to_tsvector('simple', " + " || ' ' || ".join(FIELDS) + ")"


def says(sought: str) -> ColumnElement[bool]:
    """Return the condition that a story has every word of `sought`, or one with that prefix.

    The database's own index of words is used (see the migration), so that ten thousand stories
    need not be read; case does not matter.
    """
    words = WORD.findall(composed(sought, "NFKC"))[:MOST_WORDS]
    if not words:
        return false()
    if db.engine.dialect.name == "postgresql":
        query = func.to_tsquery("simple", " & ".join(f"{word}:*" for word in words))
        matches = literal_column(VECTOR).op("@@", return_type=Boolean())(query)
        return Story.id.in_(select(aliased(Story).id).where(matches))
    beginnings = " ".join(f'"{word}"*' for word in words)
    number: Select[int] = select(literal_column("rowid", Integer)).select_from(text("story_text"))
    match = literal_column("story_text").op("MATCH", return_type=Boolean())
    return Story.id.in_(number.where(match(beginnings)))
