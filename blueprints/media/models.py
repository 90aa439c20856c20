"""The pictures and audio clips of the library."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.accounts.models import User
from blueprints.core.extensions import Model
from blueprints.media.images import WIDTHS, crop_size


class Picture(Model):
    """A picture of the library: where it is stored (media/images.py), and its texts.

    `crop` is the hash of its 3:2 crop around the focal point; the focus is in fractions
    of width and height from the upper left. `is_decorative`: it has, and needs, no alt text.
    """

    __tablename__ = "picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(20), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    alternative_text: Mapped[str] = mapped_column(String(500), default="")
    caption: Mapped[str] = mapped_column(String(500), default="")
    credit: Mapped[str] = mapped_column(String(200), default="")
    is_decorative: Mapped[bool] = mapped_column(default=False)
    filename: Mapped[str] = mapped_column(String(200), default="")
    focus_x: Mapped[float] = mapped_column(Float, default=0.5)
    focus_y: Mapped[float] = mapped_column(Float, default=0.5)
    crop: Mapped[str] = mapped_column(String(20), default="")
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    uploaded_at: Mapped[datetime | None] = mapped_column(index=True)

    uploaded_by: Mapped[User | None] = relationship()

    def widths(self) -> list[int]:
        """Return its widths in pixels, up to its own; one at least."""
        return [width for width in WIDTHS if width <= self.width] or [WIDTHS[0]]

    def file(self, width: int, ending: str) -> str:
        """Return the name of its file in `width`, as "webp" or "jpg"."""
        return f"{self.hash}-{width}.{ending}"

    def cropped(self) -> "Picture":
        """Return its 3:2 crop, as a picture that is in no table; itself if it has none."""
        if not self.crop:
            return self
        width, height = crop_size(self.width, self.height)
        words = self.alternative_text
        return Picture(hash=self.crop, width=width, height=height, alternative_text=words)


class Clip(Model):
    """An audio clip: stored as <hash>.<ending>, with its length in seconds and its transcript."""

    __tablename__ = "clip"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(20), unique=True)
    ending: Mapped[str] = mapped_column(String(4))
    bytes: Mapped[int]
    seconds: Mapped[float] = mapped_column(Float)
    title: Mapped[str] = mapped_column(String(300))
    transcript: Mapped[str] = mapped_column(Text, default="")
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    uploaded_at: Mapped[datetime] = mapped_column(index=True)

    uploaded_by: Mapped[User | None] = relationship()
