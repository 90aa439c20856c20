"""The desk's routes for the titles and notes of a show's episodes."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.shows import actions
from blueprints.shows.desk_queries import last_episodes
from blueprints.shows.forms import EpisodeForm
from blueprints.shows.loaders import episode_for_desk, show_for_desk
from blueprints.shows.models import Episode, Show
from blueprints.shows.routes.blueprints import desk


@desk.get("/shows/<int:number>/episodes/")
def episodes(number: int) -> str:
    """List the last episodes of a show."""
    show = show_for_desk(number)
    return render_template("shows/desk/episodes.html", show=show, episodes=last_episodes(show))


@desk.get("/shows/<int:number>/episodes/<int:episode>")
def episode(number: int, episode: int) -> str:
    """Show the form of an episode."""
    show = show_for_desk(number)
    found = episode_for_desk(show, episode)
    return _form_page(EpisodeForm(None, obj=found), show, found)


@desk.post("/shows/<int:number>/episodes/<int:episode>")
def save_episode(number: int, episode: int) -> AnyResponse | tuple[str, int]:
    """Save an episode's title and notes."""
    show, form = show_for_desk(number), EpisodeForm()
    if not form.validate():
        return _form_page(form, show, episode_for_desk(show, episode)), 422
    begin_write()
    found = episode_for_desk(show_for_desk(number), episode)
    actions.write_episode(found, form.title.data or "", form.notes.data or "")
    db.session.commit()
    flash(_("Episode saved."))
    return redirect(url_for("shows_desk.episodes", number=number), 303)


def _form_page(form: EpisodeForm, show: Show, found: Episode) -> str:
    is_public = found.starts_at <= clock.now()
    return render_template(
        "shows/desk/episode.html", form=form, show=show, episode=found, is_public=is_public
    )
