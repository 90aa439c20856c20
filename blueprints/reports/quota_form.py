"""The form of a quota, and what it writes."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select
from wtforms import SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired

from blueprints.core.extensions import db
from blueprints.core.forms import Form, Within
from blueprints.core.text import folded, one_line, same_name, tidy
from blueprints.player.models import Track
from blueprints.reports.models import Quota, QuotaArtist, QuotaTrack

LONGEST_NAME = 40
LONGEST_ARTIST = 300
MOST_ARTISTS = 5_000
MOST_DAYS = 3_660
MOST_FOUND = 50
MOST_WORDS = 10
LONGEST_SEARCH = 200
RULES = {
    "marked": _l("Marked artists and tracks only"),
    "local": _l("Tracks marked as local"),
    "language": _l("Tracks in a language"),
    "new": _l("Tracks that are new in the library"),
}
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")  # BCP 47


class QuotaForm(Form):
    """A quota's name, rule, target and artists."""

    def __init__(self, *args: Any, number: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number  # of the quota that is changed

    name = StringField(
        _l("Name"), [DataRequired(_l("Enter a name.")), Within(LONGEST_NAME)], [one_line]
    )
    rule = SelectField(
        _l("Counts"),
        [AnyOf(list(RULES), _l("Choose one of these."))],
        choices=[SelectChoice(*choice) for choice in RULES.items()],
        validate_choice=False,
        default="marked",
    )
    value = StringField(_l("Language code, or days"), filters=[one_line])
    target = StringField(_l("Target in per cent"), filters=[one_line])
    artists = TextAreaField(_l("Artists, one per line"), filters=[tidy])

    def validate_name(self, field: Any) -> None:
        """Raise ValidationError for a name that another quota has."""
        same = select(Quota.id).where(func.lower(Quota.name) == (field.data or "").lower())
        if db.session.scalar(same.where(Quota.id != (self.number or 0))) is not None:
            raise ValidationError(_("Another quota has this name. Enter a different one."))

    def validate_value(self, field: Any) -> None:
        """Raise ValidationError for a value that the rule cannot use."""
        text = field.data or ""
        if self.rule.data == "language" and not (len(text) < 36 and LANGUAGE.fullmatch(text)):
            raise ValidationError(_("Enter a code like en, pt or pt-BR."))
        if self.rule.data == "new" and not self._days(text):
            raise ValidationError(_("Enter a number of days, like 180."))

    def _days(self, text: str) -> bool:
        is_number = text.isascii() and text.isdigit() and len(text) < 6
        return is_number and 1 <= int(text) <= MOST_DAYS

    def validate_target(self, field: Any) -> None:
        """Raise ValidationError unless it is empty or a number from 0 to 100."""
        if field.data and self.share is None:
            raise ValidationError(_("Enter a number from 0 to 100, or leave it empty."))

    def validate_artists(self, _field: Any) -> None:
        """Raise ValidationError for names that are too long or too many."""
        if any(len(key) > LONGEST_ARTIST or len(name) > LONGEST_ARTIST
               for key, name in self.named.items()):  # fmt: skip
            raise ValidationError(_("A name has at most 300 characters. Shorten the longest one."))
        if len(self.named) > MOST_ARTISTS:
            raise ValidationError(_("You can list up to 5,000 artists."))

    @property
    def share(self) -> float | None:
        """Return the target, or None."""
        try:
            share = float((self.target.data or "").replace(",", "."))
        except ValueError:
            return None
        return share if 0 <= share <= 100 else None

    @property
    def named(self) -> dict[str, str]:
        """Return the artists' names by key."""
        names = map(one_line, (self.artists.data or "").splitlines())
        return {same_name(name): name for name in names if name}


def form_of(quota: Quota) -> QuotaForm:
    """Return the form of a quota, filled in."""
    target = "" if quota.target is None else f"{quota.target:g}"
    data = {"name": quota.name, "rule": quota.rule, "value": quota.value, "target": target,
            "artists": "\n".join(artists_of(quota))}  # fmt: skip
    return QuotaForm(None, data=data, number=quota.id)


def artists_of(quota: Quota) -> list[str]:
    """Return the names of a quota's artists, by name."""
    names = select(QuotaArtist.name).where(QuotaArtist.quota_id == quota.id)
    return list(db.session.scalars(names.order_by(QuotaArtist.key)))


def write_quota(quota: Quota | None, form: QuotaForm) -> Quota:
    """Write a valid form into a quota, a new one if there is none; call inside begin_write()."""
    if quota is None:
        last = db.session.scalar(select(func.max(Quota.place))) or 0
        quota = Quota(place=last + 1)
        db.session.add(quota)
    quota.name, quota.rule, quota.target = form.name.data or "", form.rule.data, form.share
    quota.value = (form.value.data or "") if quota.rule in ("language", "new") else ""
    db.session.flush()
    db.session.execute(delete(QuotaArtist).where(QuotaArtist.quota_id == quota.id))
    for key, name in form.named.items():
        db.session.add(QuotaArtist(quota_id=quota.id, key=key, name=name))
    return quota


def tracks_of(quota: Quota) -> list[Track]:
    """Return the tracks that are marked for a quota, by artist."""
    marked = select(Track).join(QuotaTrack, QuotaTrack.track_id == Track.id)
    marked = marked.where(QuotaTrack.quota_id == quota.id)
    return list(db.session.scalars(marked.order_by(Track.artist_key, Track.title, Track.id)))


def found_tracks(quota: Quota, search: str) -> list[Track]:
    """Return up to fifty tracks of the library that have all words and are not marked yet."""
    words = folded(one_line(search)[:LONGEST_SEARCH]).split()[:MOST_WORDS]
    if not words:
        return []
    marked = select(QuotaTrack.track_id).where(QuotaTrack.quota_id == quota.id)
    query = select(Track).where(
        Track.kind == "music", Track.is_gone.is_(False), Track.id.not_in(marked),
        *(Track.search.contains(word, autoescape=True) for word in words),
    )  # fmt: skip
    query = query.order_by(Track.artist_key, Track.title, Track.id).limit(MOST_FOUND)
    return list(db.session.scalars(query))


def mark_tracks(quota: Quota, numbers: set[int]) -> int:
    """Mark tracks for a quota; return how many are new to it. Call inside begin_write()."""
    marked = select(QuotaTrack.track_id).where(QuotaTrack.quota_id == quota.id)
    wanted = select(Track.id).where(Track.id.in_(numbers), Track.id.not_in(marked))
    new = db.session.scalars(wanted).all()
    db.session.add_all(QuotaTrack(quota_id=quota.id, track_id=number) for number in new)
    return len(new)
