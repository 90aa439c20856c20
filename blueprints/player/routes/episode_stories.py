"""Stories of episodes: published by presenters, shown with the playlist as the log has it."""

from collections.abc import Collection
from datetime import datetime

from flask import abort, flash, g, get_template_attribute, redirect, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from blueprints.accounts.access import me
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.news.feed_dates import ALSO_SHOWN
from blueprints.news.models import Story
from blueprints.player import episode_stories
from blueprints.player.public_log import rows_of_episodes
from blueprints.player.record_models import EpisodeStory
from blueprints.player.routes.blueprints import bp, desk
from blueprints.player.routes.episodes import episode_playlist
from blueprints.shows.models import Episode

OPEN = ("draft", "pending")


@desk.post("/episodes/<int:number>/publication")
def publish_episode_story(number: int) -> Response:
    """Publish the story of an episode as it was saved last. 409 for one that was unpublished."""
    begin_write()
    story = _to_publish(number).story
    state = story.state(clock.now())
    if state not in (*OPEN, "published"):
        abort(409)
    if state in OPEN:
        faults = episode_stories.unfit(story)
        if faults:
            return _refuse(story, faults)
        episode_stories.publish(story, me())
    db.session.commit()
    flash(_("Story published."))
    return _back(story)


def _to_publish(number: int) -> EpisodeStory:
    """Return the story of episode `number`; 404 for who is no presenter of its show."""
    found = episode_stories.stories_of([number]).get(number)
    if found is None or not episode_stories.may_publish(me(), found):
        abort(404)
    return found


def _refuse(story: Story, faults: Collection[str]) -> Response:
    """Say why it cannot be published yet, where it can be edited."""
    for fault in faults:
        flash(fault, "warning")
    return _back(story)


def _back(story: Story) -> Response:
    """Redirect to the story at the desk, or to the desk for a presenter who does not own it."""
    may_read = me().holds("editor") or story.owner_id == me().id
    address = (
        url_for("news_desk.story", number=story.id) if may_read else url_for("home_desk.front")
    )
    return redirect(address, 303)


def playlists_changed_at(stories: Collection[Story]) -> datetime | None:
    """Return when the playlists under these stories may have changed last."""
    return episode_stories.log_edited_at() if _episodes(stories) else None


def _episodes(stories: Collection[Story]) -> dict[int, Episode]:
    """Return the episodes that these stories are about, by story's number, read once a request."""
    numbers = tuple(story.id for story in stories)
    if "episodes" not in g or g.episodes[0] != numbers:
        g.episodes = numbers, episode_stories.episodes_of(numbers)
    found: dict[int, Episode] = g.episodes[1]
    return found


ALSO_SHOWN.append(playlists_changed_at)


@bp.app_template_global("publish_story_buttons")
def publish_story_buttons(episodes: Collection[Episode]) -> dict[int, Markup]:
    """Return buttons, as HTML, for those of these episodes whose drafts the user may publish."""
    found = episode_stories.stories_of([episode.id for episode in episodes]).values()
    drafts = [one for one in found if one.story.state(clock.now()) in OPEN]
    button = get_template_attribute("player/publish_story.html", "button")
    return {one.episode_id: button(one.episode_id) for one in drafts
            if episode_stories.may_publish(me(), one)}  # fmt: skip


@bp.app_template_global("story_playlists")
def story_playlists(stories: Collection[Story]) -> dict[int, Markup]:
    """Return the playlists, as HTML, of those stories that are about an episode, by number."""
    return {number: episode_playlist(episode) for number, episode in _episodes(stories).items()}


@bp.app_template_global("plain_playlists")
def plain_playlists(stories: Collection[Story]) -> dict[int, Markup]:
    """Return the same for readers of feeds: lines of text."""
    episodes = _episodes(stories)
    rows = rows_of_episodes(episodes.values())
    plain = get_template_attribute("player/plain_rows.html", "playlist")
    return {number: plain(rows[episode.id]) for number, episode in episodes.items()}
