"""JSON Feed 1.1 of the news (jsonfeed.org/version/1.1): the same stories as in RSS."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from flask import current_app, get_template_attribute
from flask_babel import get_locale
from flask_babel import gettext as _

from blueprints.core.clock import rfc3339
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.media.audio import TYPES
from blueprints.media.models import Clip
from blueprints.news import feeds
from blueprints.news.bylines import authors
from blueprints.news.list_queries import StoryTag, clips_of, tags_of
from blueprints.news.models import Story, Tag

VERSION = "https://jsonfeed.org/version/1.1"
CONTENT_TYPE = "application/feed+json"


def written(address: str, stories: Sequence[Story], tag: Tag | None) -> str:
    """Return the feed of these stories, served at `address`."""
    here = station()
    tags, clips, playlists = tags_of(stories), clips_of(stories), _playlists(stories)
    feed = {
        "version": VERSION,
        "title": f"{here.name}: {tag.name}" if tag else here.name,
        "home_page_url": absolute_url("news.by_tag", slug=tag.slug)
        if tag
        else absolute_url("news.index"),
        "feed_url": address,
        "description": _("News from %(station)s. %(tagline)s", station=here.name,
                         tagline=here.tagline).strip(),
        "icon": here.logo and absolute_url("media.file", filename=here.logo.file),
        "language": str(get_locale() or "en").replace("_", "-"),
        "authors": [{"name": here.name, "url": f"{current_app.config['RADIO_URL']}/"}],
        "items": [
            _item(story, tags[story.id], clips[story.id], playlists.get(story.id, ""))
            for story in stories
        ],
    }  # fmt: skip
    return json.dumps(_plain(feed), ensure_ascii=False)


def _item(
    story: Story, tags: Collection[StoryTag], clips: Collection[Clip], playlist: str
) -> dict[str, Any]:
    """Return one story; None and empty lists are left out later."""
    body = get_template_attribute("news/body.html", "body")
    lead = feeds.enclosure(story.lead_picture)
    is_changed = story.publish_at is not None and story.updated_at > story.publish_at
    return {
        "id": feeds.guid("story", story.id),
        "url": absolute_url("news.story", slug=story.slug),
        "external_url": _original(story),
        "title": story.headline,
        "content_html": feeds.absolute_html(body(story, playlist)),
        "summary": story.standfirst or None,
        "image": lead and absolute_url("media.file", filename=lead["file"]),
        "date_published": rfc3339(story.publish_at),
        "date_modified": rfc3339(story.updated_at) if is_changed else None,
        "authors": [{"name": name} for name in _authors(story)],
        "tags": [tag.name for tag in tags],
        "language": story.language,
        "attachments": [_attachment(clip) for clip in clips],
    }


def _original(story: Story) -> str | None:
    """Return the address of the original for a story that only links to it."""
    is_link = story.rights == "link" and story.source_url.startswith(("https://", "http://"))
    return story.source_url if is_link else None


def _authors(story: Story) -> list[str]:
    newsroom = _("The newsroom of %(station)s", station=station().name)
    return authors(story.byline) or [story.source_name or newsroom]


def _attachment(clip: Clip) -> dict[str, Any]:
    return {
        "url": absolute_url("media.file", filename=f"{clip.hash}.{clip.ending}"),
        "mime_type": TYPES[clip.ending],
        "title": clip.title or None,
        "size_in_bytes": clip.bytes,
        "duration_in_seconds": round(clip.seconds, 3),
    }


def _playlists(stories: Collection[Story]) -> dict[int, str]:
    """Return the playlists of episodes' stories, if the player is there to tell."""
    told: Any = current_app.jinja_env.globals.get("plain_playlists")
    return told(stories) if told else {}


def _plain(value: Any) -> Any:
    """Return `value` without control characters, and without what is None or an empty list."""
    if isinstance(value, str):
        return feeds.FORBIDDEN.sub("", value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {
            name: _plain(one) for name, one in value.items()
            if one not in (None, []) or name == "items"
        }  # fmt: skip
    return value
