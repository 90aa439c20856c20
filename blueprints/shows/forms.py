"""The forms of a show, of its page alone, and of its episodes."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField, ValidationError

from blueprints.core.database import number_in
from blueprints.core.forms import Form, Within, language_tag
from blueprints.core.text import LONGEST_SLUG, one_line, slug_of, tidy
from blueprints.editor.body import Body, stored_body
from blueprints.media.forms import PictureField
from blueprints.shows.form_fields import YearField, has_words
from blueprints.shows.models import Presenter

LONGEST_BODY = 100_000
LONGEST_NOTES = 20_000
LABELS = {
    "title": _l("Title"),
    "description": _l("Description"),
    "body": _l("Page"),
    "slug": _l("Address"),
    "category": _l("Category"),
    "language": _l("Language"),
    "since": _l("On air since"),
    "presenters": _l("Presenters"),
    "picture": _l("Picture"),
}


class PageForm(Form):
    """A show's page, as its presenters write it; after validate() `stored` is the text to store.

    `version` is that of the show which the form is based on.
    """

    description = TextAreaField(LABELS["description"], [Within(600)], [one_line])
    picture = PictureField(LABELS["picture"], [has_words], [one_line])
    body = TextAreaField(LABELS["body"], [Within(LONGEST_BODY)])
    version = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = Body("")

    def validate_body(self, field: Any) -> None:
        """Parse the text into `stored`. Raises ValidationError if its faults forbid publishing."""
        self.stored = stored_body(field.data or "")
        for fault in self.stored.faults:
            if fault.forbids_publishing:
                raise ValidationError(fault.words)

    def values(self) -> dict[str, Any]:
        """Return the valid values, as columns of Show."""
        return {
            "description": self.description.data,
            "body": self.stored.html,
            "picture": self.picture.picture,
        }

    def is_based_on(self, version: int) -> bool:
        """Return True if the form is based on this version of the show."""
        return number_in(self.version.data or "") == version


class ShowForm(PageForm):
    """All of a show, as editors write it; `known` are the presenters to choose from."""

    title = StringField(LABELS["title"], [Within(200)], [one_line])
    slug = StringField(LABELS["slug"], [Within(LONGEST_SLUG)], [one_line])
    category = StringField(LABELS["category"], [Within(80)], [one_line])
    language = StringField(LABELS["language"], [Within(35), language_tag], [one_line])
    since = YearField(LABELS["since"], [], [one_line])
    presenters = SelectMultipleField(LABELS["presenters"], choices=[], validate_choice=False)

    def __init__(self, *args: Any, known: Sequence[Presenter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.chosen: list[Presenter] = []

    def validate_title(self, field: Any) -> None:
        """Raise ValidationError for a show without a title."""
        if not field.data:
            raise ValidationError(_("Enter a title for the show."))

    def validate_slug(self, field: Any) -> None:
        """Normalise the address, or make it from the title. Raises ValidationError if empty."""
        field.data = slug_of(field.data or self.title.data or "")
        if not field.data:
            raise ValidationError(_("Use letters and digits in the address."))

    def validate_presenters(self, field: Any) -> None:
        """Find the presenters. Raises ValidationError if one of them was removed meanwhile."""
        typed = set(field.data or ())
        self.chosen = [presenter for presenter in self.known if str(presenter.id) in typed]
        if len(self.chosen) < len(typed):
            raise ValidationError(_("A presenter was removed meanwhile. Check the list."))

    def values(self) -> dict[str, Any]:
        """Return the valid values, as columns of Show."""
        return super().values() | {
            "title": self.title.data,
            "slug": self.slug.data,
            "category": self.category.data,
            "language": self.language.data,
            "since": self.since.year,
            "presenters": self.chosen,
        }


class EpisodeForm(Form):
    """The title and the notes of an episode."""

    title = StringField(_l("Title"), [Within(200)], [one_line])
    notes = TextAreaField(_l("Notes"), [Within(LONGEST_NOTES)], [tidy])
