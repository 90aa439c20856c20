"""Loaders of stories and tags by address, which abort if the user may not see them."""

from flask import abort, make_response, redirect, render_template

from blueprints.accounts.access import me
from blueprints.core import clock
from blueprints.core.http import here_with_slug
from blueprints.news.desk_queries import find_for_desk
from blueprints.news.models import Story, Tag
from blueprints.news.queries import (
    find_present_slug,
    find_story,
    find_tag,
    find_tag_of_former,
    find_withdrawn,
)


def story_or_404(slug: str) -> Story:
    """Return the public story at `slug`.

    Aborts with 301 to the present address if the slug is a former one, with 410 and a note if
    the story was unpublished, else with 404.
    """
    story = find_story(slug)
    if story is not None:
        return story
    withdrawn = find_withdrawn(slug)
    if withdrawn is not None:
        abort(make_response(render_template("news/withdrawn.html", story=withdrawn), 410))
    present = find_present_slug(slug)
    if present is not None and present != slug:
        abort(redirect(here_with_slug(present), 301))
    abort(404)


def tag_or_404(slug: str) -> Tag:
    """Return the tag at `slug`; abort with 301 to the present address for a former slug."""
    tag = find_tag(slug)
    if tag is None and (present := find_tag_of_former(slug)):
        abort(redirect(here_with_slug(present.slug), 301))
    return tag or abort(404)


def story_for_desk(number: int) -> Story:
    """Return the story `number`, if the signed-in user may read it at the desk.

    An editor may read all, others their own; 404 for another's and for an unknown number.
    """
    story = find_for_desk(number)
    user = me()
    if story is None or not (user.holds("editor") or story.owner_id == user.id):
        abort(404)
    return story


def story_to_change(number: int) -> Story:
    """Return the story `number`, if the signed-in user may change it.

    403 for a DJ's own once an editor has published, scheduled or unpublished it; else as
    story_for_desk.
    """
    story = story_for_desk(number)
    if not may_change(story):
        abort(403)
    return story


def may_change(story: Story) -> bool:
    """Return True if the signed-in user may change a story that they may read."""
    return me().holds("editor") or story.state(clock.now()) in ("draft", "pending")
