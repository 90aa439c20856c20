"""The form of the rules for comments."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, StringField, TextAreaField, ValidationError

from blueprints.core.forms import Within
from blueprints.core.setting_values import whole
from blueprints.core.station import Station, as_kept
from blueprints.core.text import one_line, tidy
from blueprints.settings.section_form import Reads, SectionForm

MOST_WORDS = 500
LONGEST_WORD = 200
LONGEST_SAMPLE = 5000
COMMENT_NAMES = {
    "comments_open": _l("Comments on new stories"),
    "comments_hold_all": _l("All comments held for review"),
    "comments_hold_first": _l("First comments held for review"),
    "comment_hold_links": _l("Links that hold a comment for review"),
    "comment_spam_links": _l("Links that make a comment spam"),
    "comment_hold_words": _l("Words that hold a comment for review"),
    "comment_bin_words": _l("Blocked words"),
    "comment_close_days": _l("Stories close to comments"),
    "comment_depth": _l("Levels of replies"),
    "comment_website": _l("Ask for a website"),
    "comment_songs": _l("Song that was on air"),
}
WORD_LISTS = ("comment_hold_words", "comment_bin_words")
NUMBERS = ("comment_hold_links", "comment_spam_links", "comment_close_days", "comment_depth")


def number(label: Any, least: int, most: int) -> StringField:
    """Return a field for a whole number from `least` to `most`."""
    told = _l("Enter a whole number from %(least)s to %(most)s.", least=least, most=most)
    return StringField(label, [Reads(whole(least, most), told)], [one_line])


class CommentsForm(SectionForm):
    """The rules for comments. Word lists have one word or phrase per line.

    `sample` is a text to try the rules on; it is not a setting.
    """

    comments_open = BooleanField(_l("Allow comments on new stories"))
    comments_hold_all = BooleanField(_l("Hold every comment for review"))
    comments_hold_first = BooleanField(_l("Hold each commenter’s first comment for review"))
    comment_hold_links = number(_l("Links that hold a comment for review"), 1, 20)
    comment_spam_links = number(_l("Links that make a comment spam"), 1, 20)
    comment_hold_words = TextAreaField(COMMENT_NAMES["comment_hold_words"], filters=[tidy])
    comment_bin_words = TextAreaField(COMMENT_NAMES["comment_bin_words"], filters=[tidy])
    comment_close_days = number(_l("Days until stories close to comments"), 0, 3650)
    comment_depth = number(COMMENT_NAMES["comment_depth"], 1, 5)
    comment_website = BooleanField(_l("Ask commenters for a website"))
    comment_songs = BooleanField(_l("Show the song that was on air"))
    sample = TextAreaField(_l("Sample comment"), [Within(LONGEST_SAMPLE)], [tidy])

    @classmethod
    def of(cls, here: Station) -> "CommentsForm":
        """Return the form, filled in with the station's rules."""
        lines = {name: "\n".join(getattr(here, name)) for name in WORD_LISTS}
        typed = {name: str(getattr(here, name)) for name in NUMBERS}
        return cls(formdata=None, data=as_kept(here) | lines | typed)

    def validate_comment_spam_links(self, field: Any) -> None:
        """Raise ValidationError for fewer links than hold a comment."""
        held = self.comment_hold_links.data
        if isinstance(held, int) and isinstance(field.data, int) and field.data < held:
            raise ValidationError(
                _("Enter at least %(links)s, the number that holds a comment.", links=held)
            )

    def validate_comment_hold_words(self, field: Any) -> None:
        """Raise ValidationError for more words than comments can be checked for."""
        words = _lines(field.data)
        if len(words) > MOST_WORDS:
            raise ValidationError(_("Enter up to %(most)s words or phrases.", most=MOST_WORDS))
        if any(len(word) > LONGEST_WORD for word in words):
            raise ValidationError(_("Shorten the lines that have more than 200 characters."))

    validate_comment_bin_words = validate_comment_hold_words

    def kept(self) -> dict[str, Any]:
        """Return the rules, with words as lists."""
        typed = {name: self[name].data for name in COMMENT_NAMES}
        return typed | {name: _lines(typed[name]) for name in WORD_LISTS}


def _lines(text: str | None) -> list[str]:
    return [line for line in map(one_line, (text or "").split("\n")) if line]


def worded(field: str, value: Any) -> Any:
    """Return a number of the rules as the desk lists it."""
    if field == "comment_depth":
        return str(value)
    if field == "comment_close_days":
        return _days(value)
    return str(ngettext("%(num)s link", "%(num)s links", value))


def _days(days: int) -> str:
    return str(ngettext("After %(num)s day", "After %(num)s days", days) if days else _("Never"))
