"""The fields of a story: in its form, in its revisions, and in their comparison."""

from typing import Any

from flask_babel import lazy_gettext as _l

from blueprints.core.clock import rfc3339
from blueprints.core.dates import to_local
from blueprints.core.station import station
from blueprints.core.text import slug_of
from blueprints.editor.body import editable_body
from blueprints.news.models import Story

WORDS = ("headline", "slug", "standfirst", "byline", "source_name", "source_url", "rights",
         "language")  # fmt: skip

ACTS = {
    "existing": _l("existing text"),
    "created": _l("created after the show"),
    "saved": _l("saved"),
    "submitted": _l("submitted for review"),
    "returned to draft": _l("returned to draft"),
    "published": _l("published"),
    "scheduled": _l("scheduled"),
    "unscheduled": _l("unscheduled"),
    "corrected": _l("corrected"),
    "restored": _l("restored a revision"),
    "tagged": _l("tagged"),
    "unpublished": _l("unpublished"),
    "published again": _l("published again"),
    "bulk edit undone": _l("undid a bulk edit"),
    "imported": _l("imported from the newswire"),
    "updated": _l("updated from the original"),
    "shortened": _l("shortened to what the source allows"),
    "taken down": _l("taken down"),
}
LABELS = {
    "headline": _l("Headline"),
    "slug": _l("Address"),
    "standfirst": _l("Standfirst"),
    "body": _l("Story"),
    "byline": _l("Byline"),
    "source_name": _l("First published by"),
    "source_url": _l("Original address"),
    "rights": _l("Rights"),
    "language": _l("Language"),
    "tags": _l("Tags"),
    "artists": _l("Artists"),
    "read_more": _l("Links"),
    "publish_at": _l("Publish at"),
    "pinned": _l("Pinned to the front page"),
    "lead_picture": _l("Lead picture"),
    "corrections": _l("Corrections"),
    "handed_in_at": _l("Pending review"),
    "withdrawn_at": _l("Unpublished"),
    "withdrawal_note": _l("Note to readers"),
}


def form_fields(story: Story) -> dict[str, Any]:
    """Return the fields for the form of `story`; "" for a slug that follows the headline."""
    fields: dict[str, Any] = {name: getattr(story, name) for name in WORDS}
    return fields | {
        "body": editable_body(story.body),
        "tags": ", ".join(tag.name for tag in story.tags),
        "artists": "\n".join(artist.name for artist in story.artists),
        "read_more": "\n".join(f"{link['title']} | {link['url']}" for link in story.read_more),
        "publish_at": to_local(story.publish_at, station().timezone) if story.publish_at else "",
        "pinned": story.pinned_at is not None,
        "lead_picture": str(story.lead_picture_id or ""),
        "version": str(story.version),
    }


def snapshot(story: Story) -> dict[str, Any]:
    """Return the fields of `story` as the ledger stores them."""
    fields: dict[str, Any] = {name: getattr(story, name) for name in (*WORDS, "body")}
    return fields | {
        "read_more": story.read_more,
        "corrections": story.corrections,
        "tags": [tag.name for tag in story.tags],
        "artists": [artist.name for artist in story.artists],
        "lead_picture": story.lead_picture_id,
        "pictures": [picture.hash for picture in story.pictures],
        "clips": [clip.hash for clip in story.clips],
        "publish_at": rfc3339(story.publish_at),
        "handed_in_at": rfc3339(story.handed_in_at),
        "withdrawn_at": rfc3339(story.withdrawn_at),
        "withdrawal_note": story.withdrawal_note,
        "pinned": story.pinned_at is not None,
    }


def is_of_headline(slug: str, headline: str) -> bool:
    """Return True if `slug` was made from `headline`, and may follow it."""
    made = usual_slug(headline)
    rest = slug.removeprefix(made)
    return slug.startswith(made) and (not rest or (rest[0] == "-" and rest[1:].isdigit()))


def usual_slug(headline: str) -> str:
    """Return the slug that a headline makes."""
    return slug_of(headline, 80) or "untitled"
