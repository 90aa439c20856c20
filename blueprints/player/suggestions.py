"""Suggestions of artists for a story: those in the play log that its text names."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, and_, bindparam, cast, func, select
from sqlalchemy.sql.selectable import TableValuedAlias

from blueprints.core.extensions import db
from blueprints.core.text import same_name, words_of
from blueprints.news.models import Artist, ArtistAlias, Story
from blueprints.player.models import Credit, Play

MOST = 8
MOST_WORDS = 5_000  # of a story: the rest is ignored
LONGEST_NAME = 5  # words
SHORTEST_WORD = 4  # letters of a name that is one word
AROUND = " .,:;!?…()[]«»„“”\"‘’'–—-"
POSSESSIVE = "’s", "'s"


@dataclass(frozen=True)
class Suggestion:
    """An artist's name as the log has it, and when a song of theirs was played last."""

    name: str
    played_at: datetime


def suggest_artists(story: Story, typed: Iterable[str] = ()) -> list[Suggestion]:
    """Return up to eight artists that the log and the story name, and that it lacks yet.

    Left out are artists that it is linked to, and those `typed`. The longest names come first, then
    the last played. "Earth, Wind & Fire" is suggested whole, without "Earth".
    """
    text = " ".join((story.headline, story.standfirst, words_of(story.body)))
    has = {artist.key for artist in story.artists} | set(map(same_name, typed))
    found = _played(set(names_in(text)), has, story)
    order = sorted(found, key=lambda key: (-len(key.split()), -found[key].played_at.timestamp()))
    return [found[key] for key in order[:MOST]]


def names_in(text: str) -> Iterator[str]:
    """Yield the key of all that may be a name in `text`: one to five words of it in a row."""
    words = text.split()[:MOST_WORDS]
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
            name = _bare(" ".join(words[start:end]))
            if name and (end - start > 1 or _may_be_name(name)):
                yield same_name(name)


def _bare(name: str) -> str:
    """Return `name` without what surrounds it in a sentence."""
    bare = name.strip(AROUND)
    return bare[:-2] if bare.endswith(POSSESSIVE) else bare


def _may_be_name(word: str) -> bool:
    return len(word) >= SHORTEST_WORD and not word[0].islower()


def _listed(keys: list[str]) -> TableValuedAlias:
    """Return `keys` as a table: one statement asks for thousands of them."""
    if db.engine.dialect.name == "postgresql":
        sent = cast(bindparam("keys", json.dumps(keys)), JSON)
        return func.json_array_elements_text(sent).table_valued("value")
    return func.json_each(bindparam("keys", json.dumps(keys))).table_valued("value")


def _played(keys: set[str], has: set[str], story: Story) -> dict[str, Suggestion]:
    """Return those of `keys` whom the log knows, by key: each is one look at its index.

    Left out are those that the story `has`, other names of the artists that it is linked to, and
    parts of a longer name among `keys`; or the longer name, when all its parts are artists.
    """
    sought = sorted(keys - has)
    if not sought:
        return {}
    asked = _listed(sought)
    last = select(func.max(Credit.started_at)).where(Credit.key == asked.c.value)
    known = select(asked.c.value.label("key"), last.scalar_subquery().label("at")).subquery()
    linked = [artist.id for artist in story.artists]
    aliases = select(ArtistAlias.key).where(ArtistAlias.artist_id.in_(linked))
    is_same = and_(Credit.key == known.c.key, Credit.started_at == known.c.at)
    query = (
        select(known.c.key, known.c.at, Play.artist, Artist.name)
        .join(Credit, is_same)
        .join(Play, Play.id == Credit.play_id)
        .outerjoin(Artist, Artist.key == known.c.key)
        .where(known.c.key.not_in(aliases))
    )
    found = db.session.execute(query).all()
    artists = has | {key for key, _, _, name in found if name}

    def is_left_out(key: str, artist: str) -> bool:
        parts, whole = {same_name(part) for part in artist.split(", ")}, same_name(artist)
        return key == whole if len(parts) > 1 and parts <= artists else key != whole in keys

    named = ((key, at, name or _credited(artist, key)) for key, at, artist, name in found
             if not is_left_out(key, artist))  # fmt: skip
    return {key: Suggestion(name, at) for key, at, name in named if name}


def _credited(artist: str, key: str) -> str:
    """Return `artist`, or the one of several that ", " joins in it, by key; "" without one."""
    names = (artist, *artist.split(", "))
    return next((name for name in names if same_name(name) == key), "")
