"""Drafts of stories about episodes: one each, made when the episode is over."""

from collections.abc import Collection
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import Select, exists, func, select, union

from blueprints.core import clock
from blueprints.core.dates import day_in
from blueprints.core.extensions import db
from blueprints.core.text import paragraphs, tidy
from blueprints.editor.body import stored_body
from blueprints.media.models import Picture
from blueprints.news import actions
from blueprints.news.desk_queries import find_tag_named
from blueprints.news.forms import MOST_ARTISTS
from blueprints.news.models import Artist, ArtistAlias, Story
from blueprints.player.models import MANUAL, Credit, LogEdit, Play
from blueprints.player.public_log import rows_of_episode, stream_delay
from blueprints.player.record_models import EpisodeStory
from blueprints.shows.models import Episode, Show

SETTLED = timedelta(minutes=1)  # after the last listener heard the end
LOOKED_BACK = timedelta(days=2)  # what ended before that gets no draft any more
LONGEST_BYLINE = 200


def make_drafts() -> None:
    """Make a draft for each show's episode that is over and has none; a job of `flask work`."""
    for episode in db.session.scalars(_due()).all():
        plays = [row.play.id for row in rows_of_episode(episode) if row.play]
        if plays and episode.show:
            story = _draft(episode, episode.show, plays)
            actions.record(story, "created", None)
            newest = db.session.scalar(select(func.max(LogEdit.id))) or 0
            made = EpisodeStory(episode=episode, story=story, made_at=clock.now())
            made.last_edit = newest
            db.session.add(made)


def _due() -> Select[Episode]:
    """Return the query of episodes with music or something logged by hand in their time."""
    now = clock.now()
    within = Play.started_at >= Episode.starts_at, Play.started_at < Episode.ends_at
    counts = (Play.kind == "music") | Play.source.in_(MANUAL)
    return (
        select(Episode)
        .where(Episode.ends_at > now - LOOKED_BACK)
        .where(Episode.ends_at <= now - stream_delay() - SETTLED, Episode.show_id.is_not(None))
        .where(~exists().where(EpisodeStory.episode_id == Episode.id))
        .where(exists().where(*within, counts, Play.covered.is_(False)))
        .order_by(Episode.ends_at)
    )


def _draft(episode: Episode, show: Show, plays: Collection[int]) -> Story:
    """Return the draft: the presenters' words, and whom they played, but not the playlist.

    The page of the story shows the playlist as the log has it.
    """
    day = day_in(episode.starts_at, show.language)
    headline = _("%(show)s, %(day)s", show=show.title, day=day)
    usual = _("What %(show)s played, and when.", show=show.title)
    body = stored_body(paragraphs(tidy(episode.notes)))
    accounts = (p.user for p in show.presenters if p.user is not None and p.user.active)
    tag = find_tag_named(show.category) if show.category else None
    story = Story(version=0, headline=headline, slug="", language=show.language)
    story.slug = actions.free_slug(story, headline)
    story.standfirst = episode.title or show.description or usual
    story.body, story.pictures, story.clips = body.html, body.pictures, body.clips
    story.byline = _byline([presenter.name for presenter in show.presenters])
    story.owner = next(accounts, None)
    story.lead_picture = show.picture if show.picture and _is_described(show.picture) else None
    story.tags, story.artists = [tag] if tag else [], _known_artists(plays)
    story.corrections, story.read_more = [], []
    story.updated_at = clock.now()
    db.session.add(story)
    db.session.flush()
    return story


def _byline(names: list[str]) -> str:
    """Return as many whole names as a byline holds."""
    while len(", ".join(names)) > LONGEST_BYLINE:
        names = names[:-1]
    return ", ".join(names)


def _is_described(picture: Picture) -> bool:
    return bool(picture.alternative_text) or picture.is_decorative


def _known_artists(plays: Collection[int]) -> list[Artist]:
    """Return those artists of these plays that stories are linked to already, the first twenty."""
    keys = select(Credit.key).where(Credit.play_id.in_(plays))
    numbers = union(
        select(Artist.id).where(Artist.key.in_(keys)),
        select(ArtistAlias.artist_id).where(ArtistAlias.key.in_(keys)),
    )
    known = select(Artist).where(Artist.id.in_(numbers)).order_by(Artist.name)
    return list(db.session.scalars(known.limit(MOST_ARTISTS)))
