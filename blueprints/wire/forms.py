"""The forms of the newswire: what an entry lacks before it is published, a subscription."""

import re
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    ValidationError,
)

from blueprints.core.database import number_in
from blueprints.core.forms import LANGUAGE, Form, Within
from blueprints.core.text import is_web_address, one_line, slug_of
from blueprints.news.forms import LONGEST_ADDRESS, LONGEST_NOTE, MOST_TAGS, names_in
from blueprints.news.models import LONGEST_TAG
from blueprints.wire.labels import INTERVALS, MODES, RIGHTS
from blueprints.wire.models import WireEntry
from blueprints.wire.stories import lack_alt_text, needs_teaser

LONGEST_ALT = 500
LONGEST_TEASER = 300
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)  # no port


class PublicationForm(Form):
    """The headline, teaser and alt texts that are typed before an entry is published.

    `alt` and `decorative` are by the picture's place in the entry, `alt_errors` too.
    """

    headline = StringField(_l("Headline"), [Within(300)], [one_line])
    teaser = StringField(_l("One sentence of your own"), [Within(LONGEST_TEASER)], [one_line])

    def __init__(self, entry: WireEntry, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.lacking = entry, lack_alt_text(entry)
        typed = {place: one_line(request.form.get(f"alt-{place}", "")) for place in self.lacking}
        self.alt = {place: words for place, words in typed.items() if words}
        self.decorative = {place for place in self.lacking if f"decorative-{place}" in request.form}
        self.alt_errors: dict[int, str] = {}

    def validate_headline(self, field: Any) -> None:
        """Raise ValidationError without a headline."""
        if not field.data:
            raise ValidationError(_("Enter a headline."))

    def validate_teaser(self, field: Any) -> None:
        """Raise ValidationError without a sentence where the rights ask for one."""
        if needs_teaser(self.entry) and not field.data:
            raise ValidationError(_("Write one sentence that says what the story is about."))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Return True if nothing is missing; else the fields and `alt_errors` say what is."""
        is_fine: bool = super().validate(*args, **kwargs)
        for place in self.lacking:
            if len(self.alt.get(place, "")) > LONGEST_ALT:
                words = _("Use no more than %(number)s characters.", number=LONGEST_ALT)
                self.alt_errors[place] = str(words)
            elif place not in self.alt and place not in self.decorative:
                words = _("Describe the picture, or mark it as decorative.")
                self.alt_errors[place] = str(words)
        return is_fine and not self.alt_errors


class UpdateForm(PublicationForm):
    """The alt texts that an updated original needs; the headline is the original's."""

    def validate_headline(self, field: Any) -> None:
        """Accept anything: it is not asked."""

    def validate_teaser(self, field: Any) -> None:
        """Accept anything: the story has one."""


class TakedownForm(Form):
    """The note that readers see in place of a story that was taken down."""

    note = StringField(
        _l("Note to readers"), [Within(LONGEST_NOTE)], [one_line], id="takedown-note"
    )  # the form to unpublish on the same page has a note, too


class AddressForm(Form):
    """The address of a site or a feed; https:// is put before one that lacks it."""

    url = StringField(_l("Web address"), [Within(LONGEST_ADDRESS)], [one_line])

    def validate_url(self, field: Any) -> None:
        """Raise ValidationError unless it is a web address."""
        if field.data and not SCHEME.match(field.data):
            field.data = f"https://{field.data}"
        if not is_web_address(field.data):
            raise ValidationError(_("Enter a web address, like https://example.org."))


class SourceForm(Form):
    """A subscription's settings. After validate(): `tag_names`, `minutes`."""

    url = HiddenField()
    title = HiddenField()
    site_url = HiddenField()
    name = StringField(_l("Name"), [Within(200)], [one_line])
    interval = SelectField(
        _l("Check for new stories"),
        choices=[SelectChoice(str(minutes), words) for minutes, words in INTERVALS.items()],
        default="60",
    )
    tags = StringField(_l("Tags"), [Within(2000)], [one_line])
    language = StringField(_l("Language"), [Within(35)], [one_line])
    rights = RadioField(
        _l("What you may show"),
        choices=[SelectChoice(*one) for one in RIGHTS.items()],
        default="link",
    )
    licence = StringField(_l("Licence or permission"), [Within(300)], [one_line])
    mode = SelectField(
        _l("New stories"), choices=[SelectChoice(*one) for one in MODES.items()], default="pending"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tag_names: list[str] = []

    @property
    def minutes(self) -> int:
        """Return the interval in minutes."""
        return number_in(self.interval.data or "") or 60

    def validate_name(self, field: Any) -> None:
        """Raise ValidationError without a name."""
        if not field.data:
            raise ValidationError(_("Enter the name that readers see, like The Harbour Gazette."))

    def validate_tags(self, field: Any) -> None:
        """Raise ValidationError for too many tags, one that is too long or has no letters."""
        self.tag_names = names_in(field.data, ",")
        if len(self.tag_names) > MOST_TAGS:
            raise ValidationError(_("Enter no more than %(number)s.", number=MOST_TAGS))
        for name in self.tag_names:
            if len(name) > LONGEST_TAG or not slug_of(name):
                raise ValidationError(_("Change the tag “%(name)s”.", name=name[:20]))

    def validate_language(self, field: Any) -> None:
        """Raise ValidationError for what is no language tag (BCP 47); "" means the feed's."""
        if field.data and not LANGUAGE.fullmatch(field.data):
            raise ValidationError(_("Enter a language code, like en, pt-BR or ar."))

    def validate_licence(self, field: Any) -> None:
        """Raise ValidationError for full rights without a licence."""
        if self.rights.data == "full" and not field.data:
            words = _("Name the licence, or who gave permission and when.")
            raise ValidationError(words)

    def validate_mode(self, field: Any) -> None:
        """Raise ValidationError for publishing without an editor what needs one."""
        if field.data == "publish" and self.rights.data == "link":
            words = _("Link-only stories need a sentence by an editor. Choose the inbox or drafts.")
            raise ValidationError(words)
