"""Background jobs of the editor."""

from blueprints.core.job import MINUTE, Job
from blueprints.editor.working_copies import forget_working_copies

JOBS = (Job("old autosaves", forget_working_copies, every=MINUTE),)
