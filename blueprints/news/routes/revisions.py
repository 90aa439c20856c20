"""The revision history of a story: listing, comparing, restoring."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.core import clock
from blueprints.core.database import number_in
from blueprints.core.extensions import begin_write, db
from blueprints.editor.body import editable_body, stored_body
from blueprints.editor.revisions import history_page
from blueprints.news import actions
from blueprints.news.desk_models import Revision
from blueprints.news.desk_queries import find_revision, revisions_of
from blueprints.news.loaders import may_change, story_for_desk, story_to_change
from blueprints.news.models import Story
from blueprints.news.revisions import ACTS, LABELS
from blueprints.news.routes.blueprints import desk
from blueprints.news.routes.story_saves import OUT


@desk.get("/stories/<int:number>/revisions/")
def revisions(number: int) -> str:
    """List the revisions; ?from=&to= compares two."""
    story = story_for_desk(number)
    return history_page(
        lambda one: find_revision(story, one),
        LABELS,
        title=story.headline,
        way_back=url_for("news_desk.story", number=number),
        version=story.version,
        restore_at=lambda one: url_for("news_desk.restore", number=number, revision=one),
        ledger=revisions_of(story),
        acts=ACTS,
        may_change=may_change(story),
    )


def _revision_or_404(story: Story, number: int) -> Revision:
    return find_revision(story, number) or abort(404)


@desk.post("/stories/<int:number>/revisions/<int:revision>/restoration")
def restore(number: int, revision: int) -> AnyResponse:
    """Restore a revision of a story. 409 if another has saved the story since."""
    story = story_to_change(number)
    body = stored_body(editable_body(_revision_or_404(story, revision).fields["body"]))
    begin_write()
    story = story_to_change(number)
    if number_in(request.form.get("version", "")) != story.version:
        abort(409)
    if story.state(clock.now()) in OUT and not body.is_publishable():
        abort(422)
    actions.restore(story, _revision_or_404(story, revision), body)
    actions.record(story, "restored", me())
    db.session.commit()
    flash(_("Revision %(number)s restored.", number=revision))
    for fault in body.faults:
        flash(str(fault), "warning")
    return redirect(url_for("news_desk.story", number=number), 303)
