"""Trying a section's typed values before they are saved: features to the right say how."""

from collections.abc import Callable

from markupsafe import Markup

from blueprints.settings.section_form import SectionForm

# By section: what the values of a valid form would do, as HTML.
TRIALS: dict[str, Callable[[SectionForm], Markup]] = {}
