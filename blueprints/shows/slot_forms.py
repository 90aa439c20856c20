"""The forms of weekly slots, and of changes of single dates."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from blueprints.core import clock
from blueprints.core.dates import times_on_clock
from blueprints.core.forms import Form, Within
from blueprints.core.text import one_line
from blueprints.settings.section_form import Reads
from blueprints.settings.sections import known_zone
from blueprints.shows.form_fields import ClockField, DateField
from blueprints.shows.labels import EVERY, today_in, weekday_name, weekday_names
from blueprints.shows.models import ScheduleChange, Show, Slot
from blueprints.shows.schedule import stretch

ONE_OF = _l("Choose one of these.")


class TimesForm(Form):
    """A stretch of wall time: an end at or before the start is on the next day."""

    starts = ClockField(_l("From"), [], [one_line])
    ends = ClockField(_l("Until"), [], [one_line])

    def validate_ends(self, field: Any) -> None:
        """Raise ValidationError for a stretch without a length."""
        if not self.starts.errors and field.time == self.starts.time:
            raise ValidationError(_("The end must differ from the start."))


class SlotForm(TimesForm):
    """A weekly slot. Without a first date it begins on the next such weekday."""

    weekday = SelectField(
        _l("Weekday"), [AnyOf([str(day) for day in range(7)], ONE_OF)], validate_choice=False
    )
    every = SelectField(
        _l("How often"),
        [AnyOf([str(number) for number in EVERY], ONE_OF)],
        choices=[SelectChoice(str(number), words) for number, words in EVERY.items()],
        validate_choice=False,
    )
    zone = StringField(
        _l("Time zone"),
        [Reads(known_zone, _l("Enter a time zone, like Europe/Lisbon."))],
        [one_line],
    )
    first_on = DateField(_l("First date"), [], [one_line])
    last_on = DateField(_l("Last date"), [], [one_line])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.weekday.choices = [
            SelectChoice(str(number), name) for number, name in enumerate(weekday_names())
        ]

    @classmethod
    def of(cls, slot: Slot) -> "SlotForm":
        """Return the form, filled in for `slot`."""
        typed = {
            "weekday": str(slot.weekday),
            "every": str(slot.every),
            "starts": f"{slot.starts:%H:%M}",
            "ends": f"{slot.ends:%H:%M}",
            "first_on": str(slot.first_on),
            "last_on": str(slot.last_on or ""),
            "zone": slot.zone,
        }
        return cls(None, data=typed)

    def validate_first_on(self, field: Any) -> None:
        """Raise ValidationError for a date of another weekday."""
        if field.day and not self.weekday.errors and field.day.weekday() != int(self.weekday.data):
            raise ValidationError(
                _("This date is a %(day)s. Choose a %(weekday)s.",
                  day=weekday_name(field.day.weekday()),
                  weekday=weekday_name(int(self.weekday.data)))
            )  # fmt: skip

    def validate_last_on(self, field: Any) -> None:
        """Raise ValidationError for a last date before the first."""
        is_known = not (self.weekday.errors or self.zone.errors or self.first_on.errors)
        if field.day and is_known and field.day < self._first_date():
            raise ValidationError(_("The last date is before the first date."))

    def values(self) -> dict[str, Any]:
        """Return the valid values, as columns of Slot."""
        return {
            "weekday": int(self.weekday.data),
            "starts": self.starts.time,
            "ends": self.ends.time,
            "every": int(self.every.data),
            "first_on": self._first_date(),
            "last_on": self.last_on.day,
            "zone": self.zone.data,
        }

    def _first_date(self) -> date:
        today = today_in(self.zone.data or "")
        days = (int(self.weekday.data) - today.weekday()) % 7
        return self.first_on.day or today + timedelta(days=days)


class NewSlotForm(SlotForm):
    """A new slot, of one of `shows`."""

    show = SelectField(_l("Show"), choices=[], validate_choice=False)

    def __init__(self, *args: Any, shows: Sequence[Show], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = [show for show in shows if show.ended_at is None]
        self.show.choices = [SelectChoice(str(show.id), show.title) for show in running]

    def validate_show(self, field: Any) -> None:
        """Raise ValidationError for none of the shows."""
        if field.data not in {choice.value for choice in self.show.choices}:
            raise ValidationError(_("Choose a show that has not ended."))


class CancellationForm(Form):
    """The note for listeners on a date that is cancelled."""

    note = StringField(_l("Note to listeners"), [Within(300)], [one_line])


class MoveForm(TimesForm):
    """Another time for one airing, by clocks in `zone`."""

    day = DateField(_l("Date"), [], [one_line])
    note = StringField(_l("Note to listeners"), [Within(300)], [one_line])

    def __init__(self, *args: Any, in_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_zone = in_zone

    @classmethod
    def of(cls, slot: Slot, change: ScheduleChange | None, on_day: date) -> "MoveForm":
        """Return the form, filled in with when the slot's date is now."""
        starts, ends = slot.starts, slot.ends
        if change and change.day and change.starts and change.ends:
            on_day, starts, ends = change.day, change.starts, change.ends
        typed = {"day": str(on_day), "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}
        note, zone = (change.note, change.zone) if change else ("", "")
        return cls(None, data=typed | {"note": note}, in_zone=zone or slot.zone)

    def validate_day(self, field: Any) -> None:
        """Raise ValidationError for a time that is over, or that clocks leave out."""
        if field.day is None:
            raise ValidationError(_("Enter a date, like 2026-11-29."))
        if self.starts.errors or self.ends.errors:
            return
        if stretch(field.day, self.starts.time, self.ends.time, self.in_zone)[1] <= clock.now():
            raise ValidationError(_("This date and time are in the past. Choose later ones."))
        typed = f"{self.starts.time:%H:%M}"
        if times_on_clock(f"{field.day}T{typed}", self.in_zone) == 0:
            raise ValidationError(
                _("On %(day)s the clocks go forward: there is no %(clock)s. Choose another.",
                  day=field.day, clock=typed)
            )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """Return the valid values, as columns of ScheduleChange."""
        return {
            "day": self.day.day,
            "starts": self.starts.time,
            "ends": self.ends.time,
            "zone": self.in_zone,
            "note": self.note.data,
        }


class SpecialForm(MoveForm):
    """A special: an airing of its own, whose title replaces the show's."""

    title = StringField(_l("Title"), [Within(200)], [one_line])

    def values(self) -> dict[str, Any]:
        """Return the valid values, as columns of ScheduleChange."""
        return super().values() | {"title": self.title.data}
