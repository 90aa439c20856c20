"""Artists that a story may be about: whom the play log knows, and its text names."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, bindparam, cast, func, select, tuple_
from sqlalchemy.sql.selectable import TableValuedAlias

from blueprints.core.extensions import db, rows
from blueprints.core.text import same_name
from blueprints.news.models import Artist, ArtistAlias, Story
from blueprints.player.models import Credit, Play

MOST = 8
MOST_WORDS = 5_000  # of a story: more are not looked at
LONGEST_NAME = 5  # words
SHORTEST_WORD = 4  # letters of a name that is one word
AROUND = " .,:;!?…()[]«»„“”\"‘’'–—-"
POSSESSIVE = "’s", "'s"


@dataclass(frozen=True)
class Suggestion:
    """An artist's name as the log has it, and when a song of theirs was played last."""

    name: str
    played_at: datetime


def suggest_artists(story: Story) -> list[Suggestion]:
    """Up to eight artists that the log and the story name, and that it is not linked to yet.

    The longest names come first, then who was played last. A name with a comma is left out: commas
    divide names where artists are typed.
    """
    text = " ".join((story.headline, story.standfirst, story.words))
    keys = {key for key in names_in(text) if "," not in key} - _linked(story)
    played = _last_plays(sorted(keys))
    played.sort(key=lambda found: (-len(found[0].split()), -found[1].timestamp(), found[0]))
    return _named(played[:MOST])


def names_in(text: str) -> Iterator[str]:
    """The key of everything in `text` that may be a name: one to five words of it in a row."""
    words = text.split()[:MOST_WORDS]
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
            name = _bare(" ".join(words[start:end]))
            if name and (end - start > 1 or _may_be_name(name)):
                yield same_name(name)


def _bare(name: str) -> str:
    """`name` without what stands round it in a sentence."""
    bare = name.strip(AROUND)
    return bare[:-2] if bare.endswith(POSSESSIVE) else bare


def _may_be_name(word: str) -> bool:
    return len(word) >= SHORTEST_WORD and not word[0].islower()


def _linked(story: Story) -> set[str]:
    """The keys of the artists that the story is linked to, and of their other names."""
    numbers = [artist.id for artist in story.artists]
    aliases = select(ArtistAlias.key).where(ArtistAlias.artist_id.in_(numbers))
    own = {artist.key for artist in story.artists}
    return own.union(db.session.scalars(aliases)) if numbers else own


def _listed(keys: Sequence[str]) -> TableValuedAlias:
    """`keys` as a table: one statement asks for thousands of them."""
    if db.engine.dialect.name == "postgresql":
        sent = cast(bindparam("keys", json.dumps(keys)), JSON)
        return func.json_array_elements_text(sent).table_valued("value")
    return func.json_each(bindparam("keys", json.dumps(keys))).table_valued("value")


def _last_plays(keys: Sequence[str]) -> list[tuple[str, datetime]]:
    """(key, when played last) of those whom the log knows: each is one look at its index."""
    if not keys:
        return []
    asked = _listed(keys)
    last = select(func.max(Credit.started_at)).where(Credit.key == asked.c.value)
    known = select(asked.c.value.label("key"), last.scalar_subquery().label("at")).subquery()
    found = rows(select(known.c.key, known.c.at).where(known.c.at.is_not(None)), {})
    return [(key, at) for key, at in found]


def _named(played: Sequence[tuple[str, datetime]]) -> list[Suggestion]:
    """The names of these, as stories or the log write them."""
    query = select(Credit.key, Play.artist).join(Play, Play.id == Credit.play_id)
    wanted = tuple_(Credit.key, Credit.started_at).in_(played)
    logged = {key: _part(artist, key) for key, artist in db.session.execute(query.where(wanted))}
    keys = [key for key, _at in played]
    artists = select(Artist.key, Artist.name).where(Artist.key.in_(keys))
    names = logged | {key: name for key, name in db.session.execute(artists)}
    return [Suggestion(names[key], at) for key, at in played if names.get(key)]


def _part(artist: str, key: str) -> str:
    """The one of several artists that has this key."""
    return next((name for name in artist.split(", ") if same_name(name) == key), "")
