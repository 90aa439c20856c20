"""Changes of stories: their fields, their states, the ledger. Routes commit, not these.

Each act on a story adds a row to its ledger and increments its version, so that an editor with
an older version open is told before saving over it. Call them inside begin_write().
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import delete, exists, func, select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import db
from blueprints.core.text import LONGEST_SLUG, same_name, slug_of
from blueprints.editor.body import Body
from blueprints.media.models import Picture
from blueprints.news.desk_models import Revision
from blueprints.news.desk_queries import find_artist_named, find_tag_named
from blueprints.news.forms import RESERVED_SLUGS, StoryForm
from blueprints.news.models import LONGEST_TAG, Artist, FormerSlug, Story, Tag
from blueprints.news.revisions import WORDS, is_of_headline, snapshot, usual_slug


class SlugTaken(Exception):
    """Another story has, or had, this address."""


def begin_story(form: StoryForm, by: User) -> Story:
    """Return a new draft of the form; its owner is the writer. Raises SlugTaken."""
    story = Story(owner=by, version=0, slug="", headline="", updated_at=clock.now(), language="en")
    story.form_key = form.key.data or None
    story.corrections, story.read_more = [], []
    _write(story, form, by)
    db.session.add(story)
    db.session.flush()
    return story


def write_story(story: Story, form: StoryForm, by: User) -> None:
    """Write the form's fields into the story. Raises SlugTaken."""
    remember_first(story)
    _write(story, form, by)


def _write(story: Story, form: StoryForm, by: User) -> None:
    now = clock.now()
    tags, artists = tags_named(form.tag_names), artists_named(form.artist_names)
    _move(story, _slug_for(story, form, now), now)
    for name in WORDS:
        if name != "slug":
            setattr(story, name, form[name].data or "")
    story.read_more = form.links
    story.tags, story.artists, story.lead_picture = tags, artists, form.lead_picture.picture
    _put_body(story, form.stored)
    story.updated_at = now
    if by.holds("editor"):
        _pin(story, bool(form.pinned.data), now)
        if form.moment and story.state(now) == "scheduled":
            story.publish_at = form.moment


def _put_body(story: Story, body: Body) -> None:
    story.body, story.pictures, story.clips = body.html, body.pictures, body.clips


def _pin(story: Story, is_pinned: bool, now: datetime) -> None:
    if is_pinned != (story.pinned_at is not None):
        story.pinned_at = now if is_pinned else None


# Addresses


def _slug_for(story: Story, form: StoryForm, now: datetime) -> str:
    """Return the address that was typed, else the headline's; readers' bookmarks decide last."""
    typed: str = form.slug.data or ""
    if story.was_public(now):
        typed = typed or story.slug
    elif typed == story.slug and is_of_headline(typed, story.headline):
        typed = ""
    if typed:
        if not _is_free(typed, story):
            raise SlugTaken(typed)
        return typed
    return free_slug(story, form.headline.data or "")


def free_slug(story: Story, headline: str) -> str:
    """Return the address that `headline` makes for `story`, with a number if it is taken."""
    made = usual_slug(headline)
    tries = (made if n == 1 else f"{made}-{n}" for n in count(1))
    return next(slug for slug in tries if slug not in RESERVED_SLUGS and _is_free(slug, story))


def _is_free(slug: str, story: Story) -> bool:
    others = exists().where(Story.slug == slug, Story.id != story.id)
    before = exists().where(FormerSlug.slug == slug, FormerSlug.story_id != story.id)
    if story.id is None:
        others, before = exists().where(Story.slug == slug), exists().where(FormerSlug.slug == slug)
    return not any(db.session.execute(select(others, before)).one())


def _move(story: Story, slug: str, now: datetime) -> None:
    """Change the slug of `story`; redirect the old one if readers knew it."""
    if slug == story.slug:
        return
    if story.id is not None:
        own = FormerSlug.slug == slug, FormerSlug.story_id == story.id
        db.session.execute(delete(FormerSlug).where(*own))
        if story.was_public(now):
            db.session.add(FormerSlug(slug=story.slug, story_id=story.id))
    story.slug = slug


# Tags and artists


def tags_named(names: Iterable[str]) -> list[Tag]:
    """Return the tags with these names, each once; create missing ones."""
    return list(dict.fromkeys(map(tag_named, names)))


def artists_named(names: Iterable[str]) -> list[Artist]:
    """Return the artists with these names, each once; create missing ones."""
    return list(dict.fromkeys(map(artist_named, names)))


def tag_named(name: str) -> Tag:
    """Return the tag with this name, the one it was merged into, or a new one."""
    tag = find_tag_named(name)
    if tag is None:
        tag = Tag(slug=slug_of(name, LONGEST_TAG), name=name)
        db.session.add(tag)
        db.session.flush()
    return tag


def artist_named(name: str) -> Artist:
    """Return the artist with this name or alias, or a new one."""
    artist = find_artist_named(name)
    if artist is None:
        artist = Artist(slug=_free_artist_slug(name), name=name, key=same_name(name))
        db.session.add(artist)
        db.session.flush()
    return artist


def _free_artist_slug(name: str) -> str:
    made = slug_of(name, LONGEST_SLUG - 6)
    taken = set(db.session.scalars(select(Artist.slug).where(Artist.slug.startswith(made))))
    return next(s for n in count(1) if (s := made if n == 1 else f"{made}-{n}") not in taken)


# States


def hand_in(story: Story) -> None:
    """Submit a story for review."""
    story.handed_in_at = story.handed_in_at or clock.now()


def take_back(story: Story) -> None:
    """Return a submitted story to draft."""
    story.handed_in_at = None


def publish(story: Story, at: datetime | None) -> None:
    """Publish a story at `at`, or now."""
    story.publish_at = at or story.updated_at
    story.withdrawn_at, story.announced_at = None, None


def unschedule(story: Story) -> None:
    """Return a scheduled story to draft."""
    story.publish_at = story.handed_in_at = None


def withdraw(story: Story, note: str) -> None:
    """Unpublish a story; its readers see `note` in its place."""
    story.withdrawn_at, story.withdrawal_note = clock.now(), note


def reinstate(story: Story) -> None:
    """Return an unpublished story to its previous state."""
    story.withdrawn_at, story.withdrawal_note = None, ""
    story.updated_at = clock.now()


def correct(story: Story, note: str) -> None:
    """Add a dated correction."""
    now = clock.now()
    story.corrections = [*story.corrections, {"at": str(rfc3339(now)), "note": note}]
    story.updated_at = now


def restore(story: Story, revision: Revision, body: Body) -> None:
    """Restore the fields of `revision`; address, state and corrections stay."""
    fields = revision.fields
    for name in WORDS:
        if name != "slug":
            setattr(story, name, fields[name])
    story.read_more = fields["read_more"]
    story.tags, story.artists = tags_named(fields["tags"]), artists_named(fields["artists"])
    lead = fields["lead_picture"]
    story.lead_picture = db.session.get(Picture, lead) if lead else None
    _put_body(story, body)
    story.updated_at = clock.now()


# The ledger


def remember_first(story: Story) -> None:
    """Add the first revision of a story from before the ledger, so that nothing of it is lost."""
    if not db.session.scalar(select(exists().where(Revision.story_id == story.id))):
        _add_revision(story, "existing", None, story.updated_at)


def record(story: Story, act: str, by: User | None) -> None:
    """Add a revision that says that `by` (None: the station) did `act`; increment its version."""
    db.session.flush()
    story.version += 1
    _add_revision(story, act, by, clock.now())


def _add_revision(story: Story, act: str, by: User | None, at: datetime) -> None:
    last = select(func.max(Revision.number)).where(Revision.story_id == story.id)
    values: dict[str, Any] = {"by": by.name if by else "", "by_id": by.id if by else None}
    number = (db.session.scalar(last) or 0) + 1
    kept = Revision(
        story_id=story.id, number=number, act=act, at=at, fields=snapshot(story), **values
    )
    db.session.add(kept)
    db.session.flush()
