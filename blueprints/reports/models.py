"""Quotas of the music, and how many listened."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core.extensions import Model


class ListenerCount(Model):
    """How many listened to all of Icecast's mounts together, sampled each minute."""

    __tablename__ = "listener_count"

    at: Mapped[datetime] = mapped_column(primary_key=True)
    listeners: Mapped[int]


class Quota(Model):
    """A share of the music that a station watches: “Canadian”, with a target in per cent.

    `rule` is marked (by artist or track), local, language (`value` is its code) or new (`value` is
    the number of days since the library got the track). Marked artists and tracks always count.
    """

    __tablename__ = "quota"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    rule: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(String(35), default="")
    target: Mapped[float | None] = mapped_column(Float)
    place: Mapped[int] = mapped_column(default=0)


class QuotaArtist(Model):
    """An artist whose songs count for a quota; `key` is core.text.same_name's."""

    __tablename__ = "quota_artist"

    quota_id: Mapped[int] = mapped_column(
        ForeignKey("quota.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))


class QuotaTrack(Model):
    """A track of the library that counts for a quota."""

    __tablename__ = "quota_track"

    quota_id: Mapped[int] = mapped_column(
        ForeignKey("quota.id", ondelete="CASCADE"), primary_key=True
    )
    track_id: Mapped[int] = mapped_column(
        ForeignKey("track.id", ondelete="CASCADE"), primary_key=True, index=True
    )
