"""Shows, their presenters, weekly slots, changes of single dates, and episodes."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.accounts.models import User
from blueprints.core.extensions import Model, db
from blueprints.media.models import Picture

show_presenter = Table(
    "show_presenter",
    db.metadata,
    Column("show_id", ForeignKey("show.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "presenter_id", ForeignKey("presenter.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)


class Presenter(Model):
    """Somebody who presents shows, as listeners know them; `user` is their account, if any.

    `bio` is plain text; `since` is a year.
    """

    __tablename__ = "presenter"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    bio: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(String(2000), default="")
    since: Mapped[int | None]
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )

    picture: Mapped[Picture | None] = relationship()
    user: Mapped[User | None] = relationship()
    shows: Mapped[list["Show"]] = relationship(
        secondary=show_presenter, order_by="Show.title", back_populates="presenters"
    )


class Show(Model):
    """A show. `description` is a sentence or two; `body` is its page, as HTML.

    `since` is a year. `ended_at`: it has no slots any more, and its episodes remain. `version`
    counts its saves.
    """

    __tablename__ = "show"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(600), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(35), default="en")
    since: Mapped[int | None]
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    picture: Mapped[Picture | None] = relationship()
    presenters: Mapped[list[Presenter]] = relationship(
        secondary=show_presenter, order_by=Presenter.name, back_populates="shows"
    )
    slots: Mapped[list["Slot"]] = relationship(back_populates="show")


class FormerShowSlug(Model):
    """A former slug of a show, which redirects to the present one."""

    __tablename__ = "former_show_slug"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    show_id: Mapped[int] = mapped_column(ForeignKey("show.id", ondelete="CASCADE"), index=True)


class Slot(Model):
    """A weekly time of a show, by clocks in `zone`: weekday 0 is Monday.

    An `ends` at or before `starts` is on the next day. `every` 2 is every other week, counted from
    `first_on`, which is a date of that weekday; `last_on` is the last date, if there is one.
    """

    __tablename__ = "slot"
    __table_args__ = (
        CheckConstraint("starts != ends", name="has_length"),
        CheckConstraint("every BETWEEN 1 AND 8", name="every_few_weeks"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    show_id: Mapped[int] = mapped_column(ForeignKey("show.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    zone: Mapped[str] = mapped_column(String(64))
    every: Mapped[int] = mapped_column(default=1)
    first_on: Mapped[date]
    last_on: Mapped[date | None]

    show: Mapped[Show] = relationship(back_populates="slots")


class ScheduleChange(Model):
    """A change of the schedule on one date: `what` is cancelled, moved or special.

    A cancelled or moved one is of `slot` on `on_day`; a moved or special one is on `day`, by clocks
    in `zone`. `title` replaces the show's on a special; `note` is for listeners.
    """

    __tablename__ = "schedule_change"
    __table_args__ = (Index("change_of_slot", "slot_id", "on_day", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    show_id: Mapped[int] = mapped_column(ForeignKey("show.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(10))
    on_day: Mapped[date | None]
    day: Mapped[date | None] = mapped_column(index=True)
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    zone: Mapped[str] = mapped_column(String(64), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(300), default="")

    show: Mapped[Show] = relationship()
    slot: Mapped[Slot | None] = relationship()


class Episode(Model):
    """An airing of a show that has begun or is about to; without a show, a day's automation.

    `title` is the special's or the episode's own name, "" for none; `notes` are the presenter's,
    plain text. A play belongs to the episode with a show that began last before it and is not over,
    else to the automation of its day.
    """

    __tablename__ = "episode"
    __table_args__ = (
        Index("episode_of_show", "show_id", "starts_at", unique=True),
        Index("episode_by_time", "starts_at", "ends_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    show_id: Mapped[int | None] = mapped_column(ForeignKey("show.id"))
    slot_id: Mapped[int | None] = mapped_column(
        ForeignKey("slot.id", ondelete="SET NULL"), index=True
    )
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    one_off: Mapped[bool] = mapped_column(default=False)

    show: Mapped[Show | None] = relationship()


class ScheduleState(Model):
    """The one row that says which schedule this is, and until when episodes were made of it.

    `version` changes whenever a show, a presenter, a slot or a change of a date does, so that what
    is known of the schedule can be kept until then.
    """

    __tablename__ = "schedule_state"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    version: Mapped[int] = mapped_column(default=0)
    episodes_until: Mapped[datetime | None]
