"""Stories of episodes: which one an episode has, who may publish it, and publishing it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import db, rows
from blueprints.news import actions
from blueprints.news.forms import StoryForm
from blueprints.news.models import Story
from blueprints.news.revisions import form_fields
from blueprints.player.models import LogEdit
from blueprints.player.record_models import EpisodeStory
from blueprints.shows.models import Episode, Presenter, Show

MOST_SHOWN = 5

LINKED = select(EpisodeStory.episode_id, EpisodeStory.story_id).where(
    EpisodeStory.story_id.in_(bindparam("numbers", expanding=True))
)
FOUND = select(EpisodeStory).options(
    joinedload(EpisodeStory.story),
    joinedload(EpisodeStory.episode).joinedload(Episode.show).selectinload(Show.presenters),
)


def stories_of(numbers: Collection[int]) -> dict[int, EpisodeStory]:
    """Return the stories of the episodes with these numbers, by number."""
    found = db.session.scalars(FOUND.where(EpisodeStory.episode_id.in_(numbers)))
    return {one.episode_id: one for one in found}


def episodes_of(numbers: Collection[int]) -> dict[int, Episode]:
    """Return the episodes of the stories with these numbers, by number."""
    linked = {episode: story for episode, story in rows(LINKED, {"numbers": list(numbers)})}
    if not linked:  # as of most stories, which pay for no more than that
        return {}
    episodes = db.session.scalars(select(Episode).where(Episode.id.in_(linked)))
    return {linked[episode.id]: episode for episode in episodes}


def log_edited_at() -> datetime | None:
    """Return when the log was last edited, or None."""
    return db.session.scalar(select(func.max(LogEdit.at)))


def drafts_of(user: User) -> list[EpisodeStory]:
    """Return the newest drafts about shows that `user` presents."""
    presents = Show.presenters.any(Presenter.user_id == user.id)
    drafts = FOUND.join(EpisodeStory.story).join(EpisodeStory.episode).join(Episode.show)
    drafts = drafts.where(presents, Story.publish_at.is_(None), Story.withdrawn_at.is_(None))
    newest = drafts.order_by(Episode.starts_at.desc()).limit(MOST_SHOWN)
    return list(db.session.scalars(newest))


def may_publish(user: User, found: EpisodeStory) -> bool:
    """Return True for an editor, and for a DJ who presents the show."""
    show = found.episode.show
    presents = show is not None and any(p.user_id == user.id for p in show.presenters)
    return user.holds("editor") or (user.holds("dj") and presents)


def unfit(story: Story) -> list[str]:
    """Return why readers cannot be shown the saved story yet; nothing if they can."""
    form = StoryForm(None, data=form_fields(story), meta={"csrf": False})
    form.validate()
    form.is_fit_for_readers()
    return [str(error) for errors in form.errors.values() for error in errors]


def publish(story: Story, by: User) -> None:
    """Publish a draft as it was saved last; call it inside begin_write()."""
    actions.remember_first(story)
    story.updated_at = clock.now()
    actions.publish(story, None)
    actions.record(story, "published", by)
