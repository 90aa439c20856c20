"""Updates of originals: what would change in the story, applied or ignored.

None of these commits: routes do. Call the changes inside begin_write().
"""

from typing import Any

from blueprints.accounts.models import User
from blueprints.core.text import words_of
from blueprints.editor.diff import Difference, compared
from blueprints.news.imports import Original, update_story
from blueprints.news.models import Story
from blueprints.news.revisions import LABELS
from blueprints.wire.models import WireEntry
from blueprints.wire.pictures import merged
from blueprints.wire.rights import is_excess, own_standfirst
from blueprints.wire.stories import lacks_headline, needs_teaser, original_of, pictures_of

FIELDS = ("headline", "url", "summary", "body", "author", "language", "pictures", "read_more")
SHOWN = ("headline", "standfirst", "body", "byline", "source_url", "language", "read_more")


def updated(entry: WireEntry) -> WireEntry:
    """Return `entry` as the original says now; it is in no session.

    Pictures that were there before keep what was fetched and typed.
    """
    new = entry.update or {}
    fields = {name: new.get(name, getattr(entry, name)) for name in FIELDS}
    fields["pictures"] = merged(fields["pictures"], entry.pictures)
    later = WireEntry(published_at=entry.published_at, state=entry.state, **fields)
    later.source, later.remarks = entry.source, []
    return later


def is_seen(entry: WireEntry) -> bool:
    """Return True if the update changes anything that the rights allow a story to show."""
    later = updated(entry)
    before, after = ({one["url"] for one in pictures_of(each)} for each in (entry, later))
    return before != after or original_of(entry) != original_of(later)


def take_over(entry: WireEntry) -> None:
    """Give `entry` the update's pictures, so that they can be fetched and described."""
    entry.pictures = updated(entry).pictures


def original_of_update(entry: WireEntry, later: WireEntry, story: Story) -> Original:
    """Return what the story becomes; an editor's headline and teaser stay if theirs are as before.

    `later` is the entry as updated() returns it.
    """
    is_same = later.headline == entry.headline or lacks_headline(later)
    keeps = needs_teaser(later) or later.summary == entry.summary
    teaser = own_standfirst(entry, story) if is_excess(entry, story) else story.standfirst
    return original_of(
        later, headline=story.headline if is_same else "", teaser=teaser if keeps else ""
    )


def differences(entry: WireEntry, story: Story) -> list[Difference]:
    """Return what the update would change, field by field."""
    after = original_of_update(entry, updated(entry), story)
    labels = {name: LABELS[name] for name in SHOWN}
    found = compared(_fields(story, story.body), _fields(after, after.body.html), labels)
    return [one for one in found if one.differs]


def _fields(text: Story | Original, body: str) -> dict[str, Any]:
    kept = {name: getattr(text, name) for name in SHOWN if name not in ("body", "read_more")}
    return kept | {"body": body if words_of(body) else "", "read_more": list(text.read_more)}


def apply(entry: WireEntry, story: Story, by: User) -> None:
    """Write the original's update into the story and into the entry."""
    later = updated(entry)
    original = original_of_update(entry, later, story)
    update_story(story, original, by)
    for name in FIELDS:
        setattr(entry, name, getattr(later, name))
    ignore(entry)


def ignore(entry: WireEntry) -> None:
    """Leave the story as it is; the next change of the original is suggested again."""
    entry.update, entry.update_at = None, None
