"""The desk's front page: the user's open work, and what they can do next."""

from flask import render_template
from flask_babel import lazy_gettext as _l

from blueprints.accounts import access
from blueprints.core.desk_menu import STAFF, add_to_menu
from blueprints.home import todo
from blueprints.home.routes.blueprints import desk
from blueprints.player.episode_stories import drafts_of
from blueprints.settings.setup_tasks import setup_tasks

add_to_menu("home_desk.front", _l("Desk"), *STAFF, place=0)
add_to_menu("home_desk.help", _l("Help"), *STAFF, place=99)


@desk.get("/")
def front() -> str:
    """Show unsaved changes, drafts, pending and scheduled stories, comments; then the actions.

    Drafts about shows that the user presents can be published from here.
    """
    user = access.me()
    of_episodes = drafts_of(user)
    return render_template(
        "home/desk.html",
        unsaved=todo.unsaved(user),
        stories=todo.stories(user, apart=[row.story_id for row in of_episodes]),
        of_episodes=of_episodes,
        tasks=setup_tasks() if user.holds("admin") else (),
    )


@desk.get("/help/")
def help() -> str:
    """Show the handbook for staff."""
    return render_template("home/desk_help.html")
