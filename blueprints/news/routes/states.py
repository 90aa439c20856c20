"""Changes of a story's state: submitted, published or scheduled, corrected, unpublished."""

from collections.abc import Callable, Collection

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me, only_for
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.news import actions
from blueprints.news.forms import NoteForm, StoryForm
from blueprints.news.loaders import story_to_change
from blueprints.news.models import Story
from blueprints.news.notifications import tell_editors
from blueprints.news.revisions import form_fields
from blueprints.news.routes.blueprints import desk
from blueprints.news.routes.story_saves import Answer, editor, is_pressed_again, save

NOT_OUT = ("draft", "pending")


@desk.post("/stories/<int:number>/submission")
def hand_in(number: int) -> Answer:
    """Save a draft and submit it for review."""
    _only_in(number, NOT_OUT, ("submitted",))

    def act(story: Story, _form: StoryForm) -> str:
        actions.hand_in(story)
        tell_editors(story, me())
        return "submitted"

    return save(number, act, StoryForm.is_complete)


@desk.delete("/stories/<int:number>/submission")
def take_back(number: int) -> AnyResponse:
    """Return a submitted story to draft."""
    said = _("Returned to draft.")
    return _turn(number, ("pending",), actions.take_back, "returned to draft", said)


@desk.post("/stories/<int:number>/publication")
@only_for("editor")
def publish(number: int) -> Answer:
    """Save a story and publish it, now or at the time that was typed."""
    _only_in(number, (*NOT_OUT, "scheduled"), ("published", "scheduled"))

    def act(story: Story, form: StoryForm) -> str:
        actions.publish(story, form.moment)
        return "scheduled" if story.state(clock.now()) == "scheduled" else "published"

    return save(number, act, StoryForm.is_fit_for_readers)


@desk.delete("/stories/<int:number>/publication")
@only_for("editor")
def unschedule(number: int) -> AnyResponse:
    """Return a scheduled story to draft."""
    said = _("Unscheduled. The story is a draft again.")
    return _turn(number, ("scheduled",), actions.unschedule, "unscheduled", said)


@desk.post("/stories/<int:number>/corrections")
@only_for("editor")
def correct(number: int) -> Answer:
    """Save changes of a published story, with a dated correction."""
    _only_in(number, ("published",))

    def has_note(form: StoryForm) -> bool:
        if not form.correction.data:
            form.correction.errors = [_("Describe the correction for readers.")]
        return not form.errors

    def act(story: Story, form: StoryForm) -> str:
        actions.correct(story, form.correction.data or "")
        return "corrected"

    return save(number, act, has_note)


@desk.post("/stories/<int:number>/unpublication")
@only_for("editor")
def withdraw(number: int) -> Answer:
    """Unpublish a story, with a note for its readers."""
    form, story = NoteForm(), story_to_change(number)
    if not form.validate():
        return editor(StoryForm(None, data=form_fields(story)), story, note=form), 422

    def act(story: Story) -> None:
        actions.withdraw(story, form.note.data or "")

    states = (*NOT_OUT, "scheduled", "published")
    return _turn(number, states, act, "unpublished", _("Story unpublished."))


@desk.delete("/stories/<int:number>/unpublication")
@only_for("editor")
def reinstate(number: int) -> AnyResponse:
    """Return an unpublished story to its previous state; one without a text stays unpublished."""
    story = story_to_change(number)
    if not (story.body or story.standfirst):
        flash(_("Write some text or a standfirst first."), "error")
        return redirect(url_for("news_desk.story", number=number), 303)
    said = _("Published again.")
    return _turn(number, ("unpublished",), actions.reinstate, "published again", said)


def _only_in(number: int, states: Collection[str], acts: Collection[str] = ()) -> None:
    """Abort with 409 for a story in another state, unless this very form just did one of `acts`.

    404 and 403 as the loader has it.
    """
    story = story_to_change(number)
    if story.state(clock.now()) in states:
        return
    if acts and (form := StoryForm()).validate() and is_pressed_again(form, story, acts):
        abort(redirect(url_for("news_desk.story", number=number), 303))
    abort(409)


def _turn(
    number: int, states: Collection[str], do: Callable[[Story], None], act: str, said: str
) -> AnyResponse:
    """Change the state of a story in one of `states`, independent of its form."""
    begin_write()
    _only_in(number, states)
    story = story_to_change(number)
    actions.remember_first(story)
    do(story)
    actions.record(story, act, me())
    db.session.commit()
    flash(said)
    return redirect(url_for("news_desk.story", number=number), 303)
