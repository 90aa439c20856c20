"""The form of the station's own pages."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField, ValidationError

from blueprints.core.forms import Form, Within, language_tag
from blueprints.core.text import LONGEST_SLUG, one_line, slug_of
from blueprints.editor.body import Body, stored_body
from blueprints.news.forms import LONGEST_BODY, LONGEST_TITLE


class PageForm(Form):
    """A page as it is typed; after validate() `stored` is the text to store.

    `version` is when the page that it is based on was last saved, in RFC 3339; "" for a new one.
    """

    title = StringField(_l("Title"), [Within(LONGEST_TITLE)], [one_line])
    slug = StringField(_l("Address"), [Within(LONGEST_SLUG)], [one_line])
    body = TextAreaField(_l("Text"), [Within(LONGEST_BODY)])
    language = StringField(_l("Language"), [Within(35), language_tag], [one_line])
    version = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = Body("")

    def validate_title(self, field: Any) -> None:
        """Raise ValidationError for a page without a title."""
        if not field.data:
            raise ValidationError(_("Enter a title for the page."))

    def validate_slug(self, field: Any) -> None:
        """Normalise the address, or make it from the title. Raises ValidationError if empty."""
        field.data = slug_of(field.data or self.title.data or "")
        if not field.data:
            raise ValidationError(_("Use letters and digits in the address."))

    def validate_body(self, field: Any) -> None:
        """Parse the text into `stored`. Raises ValidationError if its faults forbid publishing."""
        self.stored = stored_body(field.data or "")
        for fault in self.stored.faults:
            if fault.forbids_publishing:
                raise ValidationError(fault.words)
