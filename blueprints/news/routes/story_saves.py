"""The common steps of saving a story: checks, editing conflicts, the ledger."""

from collections.abc import Callable, Collection
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.dates import short_moment
from blueprints.core.extensions import begin_write, db
from blueprints.editor.diff import compared
from blueprints.editor.working_copies import WorkingCopy, discard_copy
from blueprints.media.library import latest_pictures
from blueprints.news import actions
from blueprints.news.desk_queries import find_made_from, last_revision
from blueprints.news.forms import NoteForm, StoryForm
from blueprints.news.loaders import story_to_change
from blueprints.news.models import Story
from blueprints.news.revisions import LABELS, form_fields
from blueprints.news.signals import story_saved

OUT = ("scheduled", "published")
MADE = ("slug", "publish_at")  # by the station if they are left empty
Answer = AnyResponse | tuple[str, int] | str
Act = Callable[[Story, StoryForm], str]  # does it, and returns its name in the ledger

LANGUAGES = ("en", "ar", "cy", "da", "de", "el", "es", "eu", "fa", "fi", "fr", "ga", "he", "hi",
             "it", "ja", "ku", "nl", "no", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "ur",
             "zh")  # fmt: skip

SAID = {
    "saved": _l("Saved."),
    "submitted": _l("Submitted for review. The editors will get an email."),
    "published": _l("Story published."),
    "scheduled": _l("Scheduled for %(moment)s."),
    "corrected": _l("Correction published. It is shown below the story."),
}


def key_of(story: Story) -> str:
    """Return the key of working copies of `story`."""
    return f"story-{story.id}"


def save(number: int, act: Act, is_fit: Callable[[StoryForm], bool]) -> Answer:
    """Save the form over story `number`, and do `act` in the same transaction.

    404 and 403 as the loader has it; 422 with the form if it is invalid or not `is_fit`; 409 with
    both versions if another has saved meanwhile.
    """
    story, form = story_to_change(number), StoryForm()
    check_pin(form)
    if not form.validate() or not is_fit(form) or not _stays_fit(story, form):
        return editor(form, story), 422
    begin_write()
    story = story_to_change(number)
    if form.standing_on() != story.version:
        return again(form, story)
    try:
        actions.write_story(story, form, me())
    except actions.SlugTaken:
        return _refuse_slug(form, number)
    return _finish(story, form, act(story, form))


def again(form: StoryForm, story: Story) -> Answer:
    """Answer a form that was sent before: redirect to `story`, or show both texts that differ."""
    number = story.id
    db.session.rollback()
    story = story_to_change(number)
    if is_pressed_again(form, story):
        return redirect(url_for("news_desk.story", number=number), 303)
    return conflict(form, story), 409


def is_pressed_again(form: StoryForm, story: Story, acts: Collection[str] = SAID) -> bool:
    """Return True if this very form was sent before: `story` says the same, by one of `acts`."""
    last = last_revision(story)
    is_mine = last is not None and last.by_id == me().id and last.act in acts
    if not is_mine or form.standing_on() >= story.version:
        return False
    typed = {field.name: field.data for field in form if field.data or field.name not in MADE}
    notes = [correction["note"] for correction in story.corrections[-1:]]
    is_noted = not form.correction.data or form.correction.data in notes
    return is_noted and not any(d.differs for d in compared(form_fields(story), typed, LABELS))


def create() -> Answer:
    """Save the form as a new draft, once; 422 with the form when it is wrong."""
    form = StoryForm()
    check_pin(form)
    if not form.validate():
        return editor(form), 422
    begin_write()
    if made := find_made_from(form.key.data or "", me().id):
        return again(form, made)
    try:
        story = actions.begin_story(form, me())
    except actions.SlugTaken:
        return _refuse_slug(form, None)
    discard_copy(me(), form.key.data or "")
    return _finish(story, form, "saved")


def check_pin(form: StoryForm) -> None:
    """Refuse (403) a pin by a user who is not an editor: they choose what leads the front page."""
    if form.pinned.data and not me().holds("editor"):
        abort(403)


def _stays_fit(story: Story, form: StoryForm) -> bool:
    """Return True if the story is not out, or stays fit for readers."""
    return story.state(clock.now()) not in OUT or form.is_fit_for_readers()


def _refuse_slug(form: StoryForm, number: int | None) -> Answer:
    db.session.rollback()
    form.slug.errors = [_("This address is already used by another story.")]
    return editor(form, story_to_change(number) if number else None), 422


def _finish(story: Story, form: StoryForm, act: str) -> AnyResponse:
    story_saved.send(story, form=request.form)
    actions.record(story, act, me())
    discard_copy(me(), key_of(story))
    db.session.commit()
    flash(SAID[act] % {"moment": short_moment(story.publish_at) if story.publish_at else ""})
    for remark in form.remarks:
        flash(remark, "warning")
    if form.moment and story.publish_at is None:
        flash(_("The date was not saved. Choose it again when you publish."), "warning")
    return redirect(url_for("news_desk.story", number=story.id), 303)


def plain_save(_story: Story, _form: StoryForm) -> str:
    """Do nothing besides saving."""
    return "saved"


def anything(_form: StoryForm) -> bool:
    """Return True: a draft may be incomplete."""
    return True


def editor(
    form: StoryForm, story: Story | None = None, copy: WorkingCopy | None = None, **values: Any
) -> str:
    """Render the page on which a story is written."""
    user: User = me()
    return render_template(
        "news/desk/story.html",
        form=form,
        story=story,
        copy=copy,
        key=key_of(story) if story else form.key.data,
        state=story.state(clock.now()) if story else "draft",
        is_editor=user.holds("editor"),
        last=last_revision(story) if story else None,
        pictures=latest_pictures(story.lead_picture if story else None),
        languages=LANGUAGES,
        **{"note": NoteForm(None)} | values,
    )


def conflict(form: StoryForm, story: Story, copy: WorkingCopy | None = None) -> str:
    """Show both versions side by side, and below them the typed text, based on the newer one."""
    theirs = form_fields(story)
    mine = {field.name: field.data for field in form}
    form.version.data = str(story.version)
    return editor(form, story, copy, differences=compared(theirs, mine, LABELS))
