"""The forms of the desk's lists: bulk edits, and the names of tags and artists."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError
from wtforms.validators import StopValidation

from blueprints.core.database import number_in
from blueprints.core.forms import Form, Within
from blueprints.core.text import one_line, slug_of
from blueprints.news.forms import LONGEST_NOTE
from blueprints.news.models import LONGEST_TAG

MOST_STORIES = 100
ACTS = ("tag", "unpublish")


def check_name(name: str, has_commas: bool = False) -> None:
    """Raise StopValidation for a name that no tag, or artist if it `has_commas`, can have."""
    if not slug_of(name):
        raise StopValidation(_("Enter a name with letters or digits."))
    if "," in name and not has_commas:
        raise StopValidation(_("Remove the comma: commas separate names."))


class BulkForm(Form):
    """One act on several stories. After validate(): `act`, and `numbers` of the stories."""

    tag = StringField(_l("Tag"), [Within(LONGEST_TAG)], [one_line])
    note = StringField(_l("Note to readers"), [Within(LONGEST_NOTE)], [one_line])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act = request.form.get("act", "")
        self.typed = request.form.getlist("ids")
        self.fault = ""

    @property
    def numbers(self) -> list[int]:
        """Return the numbers of the stories, each once; invalid ones are left out."""
        return list(dict.fromkeys(filter(None, map(number_in, self.typed[: MOST_STORIES + 1]))))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Return True if it can be done; else `fault`, or an error of a field, says why not."""
        is_fine: bool = super().validate(*args, **kwargs)
        self.fault = self._fault()
        return is_fine and not self.fault

    def _fault(self) -> str:
        if self.act not in ACTS:
            return str(_("Choose an action."))
        if not self.typed:
            return str(_("Select stories first."))
        if len(self.typed) > MOST_STORIES:
            words = _("Select %(number)s stories or fewer.", number=MOST_STORIES)
            return str(words)
        if not all(map(number_in, self.typed)):
            return str(_("One of these stories no longer exists. No changes were made."))
        return ""

    def validate_tag(self, field: Any) -> None:
        """Raise ValidationError for an invalid tag, if one is to be added."""
        if self.act == "tag":
            if not field.data:
                raise ValidationError(_("Enter a tag."))
            check_name(field.data)


class NameForm(Form):
    """The name of a tag or an artist; `has_commas`: commas may be part of the name."""

    name = StringField(_l("Name"), [], [one_line])

    def __init__(self, longest: int, has_commas: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.longest, self.has_commas = longest, has_commas

    def validate_name(self, field: Any) -> None:
        """Raise ValidationError for a name that is invalid or too long."""
        if len(field.data) > self.longest:
            words = _("Use no more than %(number)s characters.", number=self.longest)
            raise ValidationError(words)
        check_name(field.data, self.has_commas)
