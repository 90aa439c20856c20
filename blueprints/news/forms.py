"""The forms of the desk's stories, with every check of what an editor types."""

from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)

from blueprints.core.database import number_in
from blueprints.core.dates import from_local, times_on_clock
from blueprints.core.forms import Form, Within, language_tag
from blueprints.core.station import station
from blueprints.core.text import (
    LONGEST_SLUG,
    is_web_address,
    one_line,
    same_name,
    slug_of,
    tidy,
)
from blueprints.editor.body import Body, stored_body
from blueprints.media.forms import PictureField
from blueprints.news.desk_queries import find_artist_named
from blueprints.news.models import LONGEST_TAG

LONGEST_BODY = 100_000
LONGEST_ARTIST = 300
LONGEST_TITLE = 300
LONGEST_ADDRESS = 2000
LONGEST_NOTE = 600
MOST_TAGS = 20
MOST_ARTISTS = 20
MOST_LINKS = 20
RESERVED_SLUGS = ("tag", "feed", "preview")
YEARS = 1990, 2100


def names_in(text: str, mark: str) -> list[str]:
    """Return the names that `mark` divides (commas tags, line ends artists), each once."""
    names = {same_name(name): one_line(name) for name in reversed(text.split(mark))}
    return [name for name in reversed(names.values()) if name]


class NoteForm(Form):
    """A note for readers: the reason that a story was unpublished."""

    note = StringField(_l("Note to readers"), [Within(LONGEST_NOTE)], [one_line])


class StoryForm(Form):
    """A story as it is typed. After validate(): `stored`, `tag_names`, `artist_names`, `links`,
    and `moment` hold the parsed values; `remarks` are shown, and forbid nothing.

    Suggested artists that are ticked (`add_artists`) are in `artists`, as if they were typed.
    """

    headline = StringField(_l("Headline"), [Within(300)], [one_line])
    slug = StringField(_l("Address"), [Within(LONGEST_SLUG)], [one_line])
    standfirst = TextAreaField(_l("Standfirst"), [Within(600)], [one_line])
    body = TextAreaField(_l("Story"), [Within(LONGEST_BODY)])
    byline = StringField(_l("Byline"), [Within(200)], [one_line])
    source_name = StringField(_l("First published by"), [Within(200)], [one_line])
    source_url = StringField(_l("Original address"), [Within(LONGEST_ADDRESS)], [one_line])
    rights = SelectField(
        _l("Rights"),
        default="",
        choices=[
            SelectChoice("", _l("Our own story")),
            SelectChoice("link", _l("A link with our own summary")),
            SelectChoice("excerpt", _l("An excerpt")),
            SelectChoice("full", _l("The full text, with permission")),
        ],
    )
    language = StringField(_l("Language"), [Within(35), language_tag], [one_line])
    tags = StringField(_l("Tags"), [Within(2000)], [one_line])
    artists = TextAreaField(_l("Artists"), [Within(5000)], [tidy])
    add_artists = SelectMultipleField(choices=[], validate_choice=False)
    read_more = TextAreaField(_l("Links"), [Within(50_000)], [tidy])
    publish_at = StringField(_l("Publish at"), [Within(40)], [one_line])
    pinned = BooleanField(_l("Pin to the top of the front page"))
    lead_picture = PictureField(_l("Lead picture"), [], [one_line])
    correction = StringField(_l("Correction note"), [Within(LONGEST_NOTE)], [one_line])
    version = HiddenField()
    key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = Body("")
        self.tag_names: list[str] = []
        self.artist_names: list[str] = []
        self.links: list[dict[str, str]] = []
        self.moment: datetime | None = None
        self.remarks: list[str] = []
        self.ticked = names_in("\n".join(self.add_artists.data or ()), "\n")
        if self.ticked:
            names = names_in("\n".join([self.artists.data or "", *self.ticked]), "\n")
            self.artists.data = "\n".join(names)

    def validate_slug(self, field: Any) -> None:
        """Normalise the address. Raises ValidationError for one that no story may have."""
        typed, field.data = field.data, slug_of(field.data)
        if field.data in RESERVED_SLUGS:
            raise ValidationError(
                _("“%(slug)s” is reserved. Choose another address.", slug=field.data)
            )
        if typed and not field.data:
            raise ValidationError(_("Use letters and digits in the address."))

    def validate_body(self, field: Any) -> None:
        """Parse the text into `stored`."""
        self.stored = stored_body(field.data or "")
        self.remarks += [str(f) for f in self.stored.faults if not f.forbids_publishing]

    def validate_source_url(self, field: Any) -> None:
        """Raise ValidationError unless it is an http or https address."""
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("Enter a web address, like https://example.org."))

    def validate_tags(self, field: Any) -> None:
        """Raise ValidationError for too many tags, one that is too long or has no letters."""
        self.tag_names = names_in(field.data, ",")
        _check_names(self.tag_names, MOST_TAGS, LONGEST_TAG)

    def validate_artists(self, field: Any) -> None:
        """Raise ValidationError for too many artists, or a name that is too long.

        A new name with a comma gets a remark: it may be several, typed as tags are.
        """
        self.artist_names = names_in(field.data, "\n")
        _check_names(self.artist_names, MOST_ARTISTS, LONGEST_ARTIST)
        for name in self.artist_names:
            if "," in name and name not in self.ticked and find_artist_named(name) is None:
                words = _("“%(name)s” was added as one artist. If these are several artists, put "
                          "each one on its own line.", name=name)  # fmt: skip
                self.remarks.append(words)

    def validate_read_more(self, field: Any) -> None:
        """Raise ValidationError for a line that is not `Title | https://…`."""
        lines = [line for line in field.data.split("\n") if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(_("Enter no more than %(number)s links.", number=MOST_LINKS))
        self.links = [_link_in(line) for line in lines]

    def validate_publish_at(self, field: Any) -> None:
        """Raise ValidationError unless it is a time that clocks here will show."""
        if not field.data:
            return
        zone = station().timezone
        try:
            moment, times = from_local(field.data, zone), times_on_clock(field.data, zone)
        except (ValueError, OverflowError) as error:
            raise ValidationError(_("Enter a date and time, like 2026-11-27 14:30.")) from error
        if not YEARS[0] <= moment.year <= YEARS[1]:
            raise ValidationError(_("Choose a date before 2100."))
        clock, day = field.data[11:16], field.data[:10]
        if times == 0:
            words = _("On %(day)s the clocks go forward: there is no %(clock)s. Choose another.",
                      day=day, clock=clock)  # fmt: skip
            raise ValidationError(words)
        if times == 2:
            self.remarks.append(
                _("On %(day)s the clocks go back and show %(clock)s twice: the first is meant.",
                  day=day, clock=clock)
            )  # fmt: skip
        self.moment = moment.astimezone(UTC)

    def is_complete(self) -> bool:
        """Return True if there is something to read: a headline, and a text or a standfirst."""
        if not self.headline.data:
            _refuse(self.headline, _("Enter a headline."))
        if not self.stored.html and not self.standfirst.data:
            _refuse(self.body, _("Write some text or a standfirst first."))
        return not self.errors

    def is_fit_for_readers(self) -> bool:
        """Return True if it is complete, and each picture has alt text or is decorative."""
        for fault in self.stored.faults:
            if fault.forbids_publishing:
                _refuse(self.body, fault.words)
        lead = self.lead_picture.picture
        if lead is not None and not lead.alternative_text and not lead.is_decorative:
            words = _("The lead picture has no alt text. Add it in the library, or mark the "
                      "picture as decorative.")  # fmt: skip
            _refuse(self.lead_picture, words)
        return self.is_complete()

    def standing_on(self) -> int:
        """Return the version of the story that the form was based on; 0 if unknown."""
        return number_in(self.version.data or "") or 0


def _refuse(field: Any, words: str) -> None:
    field.errors = [*field.errors, words]


def _check_names(names: list[str], most: int, longest: int) -> None:
    if len(names) > most:
        raise ValidationError(_("Enter no more than %(number)s.", number=most))
    for name in names:
        if len(name) > longest:
            raise ValidationError(
                _("“%(name)s …” is too long. Use no more than %(number)s characters.",
                  name=name[:20], number=longest)
            )  # fmt: skip
        if not slug_of(name):
            raise ValidationError(_("“%(name)s” needs letters or digits.", name=name))


def _link_in(line: str) -> dict[str, str]:
    title, _bar, address = (part.strip() for part in line.rpartition("|"))
    title = one_line(title) or address
    if not is_web_address(address):
        raise ValidationError(
            _("“%(line)s” has no address. Enter a title, a bar and an address, like "
              "The set diary | https://example.org/diary", line=line.strip()[:60])
        )  # fmt: skip
    if len(title) > LONGEST_TITLE or len(address) > LONGEST_ADDRESS:
        raise ValidationError(_("“%(line)s …” is too long. Shorten it.", line=title[:40]))
    return {"title": title, "url": address}
