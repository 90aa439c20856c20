"""Tables of the record: senders of plays, filled-in facts, charts, alarms, stories of episodes."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core.extensions import Model
from blueprints.news.models import Story
from blueprints.shows.models import Episode


class PlayToken(Model):
    """The right of another playout or an app to post plays: its name, and the token's SHA-256."""

    __tablename__ = "play_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Recording(Model):
    """Facts about a recording that staff filled in for reports; keys are core.text.same_name's."""

    __tablename__ = "recording"

    artist_key: Mapped[str] = mapped_column(String(300), primary_key=True)
    title_key: Mapped[str] = mapped_column(String(300), primary_key=True)
    album: Mapped[str] = mapped_column(String(300), default="")
    label: Mapped[str] = mapped_column(String(300), default="")
    isrc: Mapped[str] = mapped_column(String(20), default="")
    composer: Mapped[str] = mapped_column(String(300), default="")


class Chart(Model):
    """A chart that was made: `period` is week, month or year, `starts_on` its first day.

    `last_edit` is the newest edit of the log that it takes into account; its days are by clocks in
    `zone`.
    """

    __tablename__ = "chart"

    period: Mapped[str] = mapped_column(String(5), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    is_final: Mapped[bool] = mapped_column(default=False)
    last_edit: Mapped[int] = mapped_column(default=0)
    zone: Mapped[str] = mapped_column(String(64))


class ChartEntry(Model):
    """A place in a chart; `of` is artist, track, album or label.

    `before` is its place in the chart before, None for a new entry.
    """

    __tablename__ = "chart_entry"

    period: Mapped[str] = mapped_column(String(5), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    of: Mapped[str] = mapped_column(String(6), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(610))
    title: Mapped[str] = mapped_column(String(300), default="")
    artist: Mapped[str] = mapped_column(String(300), default="")
    label: Mapped[str] = mapped_column(String(300), default="")
    plays: Mapped[int]
    before: Mapped[int | None]


class SongCount(Model):
    """How many songs began on a day of UTC: triggers of the database keep it, to the song.

    Counting a million rows is slow, and so is skipping most of them for a page deep in the log. The
    triggers are in migrations/versions/record.py; a migration that rebuilds `play` has to make them
    again, with `keep_song_count`.
    """

    __tablename__ = "song_count"

    day: Mapped[date] = mapped_column(primary_key=True)
    songs: Mapped[int]


class Alarm(Model):
    """A time when the station went quiet (`what`: silence) or its queue ran dry (queue)."""

    __tablename__ = "alarm"
    __table_args__ = (Index("alarm_open", "what", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(10))
    details: Mapped[str] = mapped_column(Text, default="")
    began_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class EpisodeStory(Model):
    """The story of an episode; `last_edit` is the newest edit of the log that it has a note of."""

    __tablename__ = "episode_story"

    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), primary_key=True
    )
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), unique=True)
    made_at: Mapped[datetime]
    last_edit: Mapped[int] = mapped_column(default=0)

    episode: Mapped[Episode] = relationship()
    story: Mapped[Story] = relationship()
