"""The practice course: its tasks, which of them one has done, and who has done them."""

from typing import Any

from flask import render_template, url_for
from flask_babel import lazy_gettext as _l

from blueprints.accounts.access import me, only_for
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.studio import practice
from blueprints.studio.routes.blueprints import bp

add_to_menu("studio.people", _l("Practice course"), "admin", place=81)


@bp.app_template_global()
def studio_address() -> str:
    """Return the address of the studio, for the handbook."""
    return url_for("studio.air.page")


@bp.get("/practice/course.json")
def course_json() -> dict[str, Any]:
    """Return the tasks, and which of them the user has done."""
    done = practice.done_by(me().id)
    return {"tasks": [_told(task, task.name in done) for task in practice.TASKS]}


@bp.post("/practice/course")
def check_course() -> dict[str, Any]:
    """Begin the course, or store what was done since; return the tasks."""
    user_id = me().id
    begin_write()
    practice.store(user_id)
    db.session.commit()
    return course_json()


@bp.delete("/practice/course")
def restart_course() -> dict[str, Any]:
    """Forget what the user has done, and begin again; return the tasks."""
    user_id = me().id
    begin_write()
    practice.start_again(user_id)
    db.session.commit()
    return course_json()


@bp.get("/practice/people")
@only_for("admin")
def people() -> str:
    """Show who has done which tasks."""
    return render_template("studio/people.html", tasks=practice.TASKS, people=practice.people())


def _told(task: practice.Task, is_done: bool) -> dict[str, Any]:
    name, preset = task.key
    return {
        "name": task.name,
        "title": str(task.title),
        "text": str(task.text),
        "key": {"name": name, "preset": preset},
        "done": is_done,
    }
