"""The practice course: eight tasks, done once the practice studio's ledger or log shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from blueprints.accounts.models import Role, User
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.studio.models import PracticePlay, PracticeTask, QueueEdit

STUDIO = "practice"
BEGAN = "began"  # kept beside the tasks: what was done before does not count
OF_DESK = ("took", "gave-back", "released")
HAND_OVER = "hand-over"


@dataclass(frozen=True)
class Task:
    """A task: its name, its title, its instructions, and its key (name in the script, preset).

    `{key}` in the instructions is that key, as the DJ has it.
    """

    name: str
    title: Any
    text: Any
    key: tuple[str, str]


TASKS = (
    Task("skip", _l("Skip a track"),
         _l("Take the desk. If nothing plays, press Play. Then press {key} twice to skip."),
         ("skip", "n")),
    Task("add", _l("Add a track"),
         _l("Press {key}, search the library and add a track to the queue."), ("search", "/")),
    Task("move", _l("Move a track"),
         _l("Select a track in the queue and press {key} to move it up."),
         ("move-up", "Shift+ArrowUp")),
    Task("spin", _l("Log a spin"),
         _l("Press {key}, type the artist and title of a record, and log it."), ("spin", "i")),
    Task("talk", _l("Start a talk break"),
         _l("Press {key} when you begin to talk, and go back to the music afterwards."),
         ("talk", "t")),
    Task("undo", _l("Undo a mistake"),
         _l("Remove any track from the queue, then press {key} to undo that."), ("undo", "u")),
    Task("jingle", _l("Add a jingle"),
         _l("Press the number of a jingle, like {key}, to add it next."), ("jingle-1", "1")),
    Task(HAND_OVER, _l("Hand over the desk"),
         _l("Choose “Give back”, or let another DJ take the desk with {key}."), ("desk", "d")),
)  # fmt: skip
VERBS = {
    "skip": {"skipped"},
    "add": {"added"},
    "move": {"moved"},
    "undo": {"undone"},
    "jingle": {"jingle"},
}
SOURCES = {"spin": "spin", "talk": "talk"}


@dataclass(frozen=True)
class Person:
    """A DJ, and which tasks they have done."""

    name: str
    done: frozenset[str]


def began_at(user_id: int) -> datetime | None:
    """Return when the user began the course, or None."""
    row = db.session.get(PracticeTask, (user_id, BEGAN))
    return row.done_at if row else None


def shown_by(user_id: int, began: datetime) -> set[str]:
    """Return the tasks that ledger and log show the user did since they began."""
    seen = _verbs_of(user_id, began)
    done = {task for task, verbs in VERBS.items() if verbs & seen}
    desk = _desk_entries(began)
    done |= {source for source, at in _logged_since(began) if _holder_at(desk, at) == user_id}
    return done | ({HAND_OVER} if _handed_over(desk, user_id, began) else set())


def _verbs_of(user_id: int, began: datetime) -> set[str]:
    verbs = select(QueueEdit.what).where(
        QueueEdit.studio == STUDIO, QueueEdit.user_id == user_id, QueueEdit.at >= began
    )
    return set(db.session.scalars(verbs.where(QueueEdit.outcome == "done").distinct()))


def _desk_entries(began: datetime) -> Sequence[Any]:
    """Return the ledger's entries about the desk, the last one before `began` first."""
    entries = select(QueueEdit.user_id, QueueEdit.what, QueueEdit.at).where(
        QueueEdit.studio == STUDIO, QueueEdit.what.in_(OF_DESK)
    )
    before = entries.where(QueueEdit.at < began).order_by(QueueEdit.id.desc()).limit(1)
    since = entries.where(QueueEdit.at >= began).order_by(QueueEdit.id)
    return [*db.session.execute(before), *db.session.execute(since)]


def _logged_since(began: datetime) -> Sequence[Any]:
    rows = select(PracticePlay.source, PracticePlay.started_at)
    since = PracticePlay.source.in_(SOURCES), PracticePlay.started_at >= began
    return db.session.execute(rows.where(*since)).all()


def _holder_at(desk: Sequence[Any], at: datetime) -> int | None:
    """Return who had the desk at that moment, by the ledger: its rows have no user."""
    holder = None
    for user_id, what, since in desk:
        if since > at:
            break
        holder = user_id if what == "took" else None
    return holder


def _handed_over(desk: Sequence[Any], user_id: int, began: datetime) -> bool:
    """Return True if the user gave the desk back, or another took it from them."""
    holder = None
    for by, what, at in desk:
        taken = what == "took" and by != user_id and holder == user_id
        if at >= began and (taken or (what == "gave-back" and by == user_id)):
            return True
        holder = by if what == "took" else None
    return False


def done_by(user_id: int) -> set[str]:
    """Return the tasks that the user has done: those stored, and those that show by now."""
    began = began_at(user_id)
    return _stored(user_id) | shown_by(user_id, began) if began else set()


def _stored(user_id: int) -> set[str]:
    rows = select(PracticeTask.task).where(PracticeTask.user_id == user_id)
    return set(db.session.scalars(rows)) - {BEGAN}


def store(user_id: int) -> None:
    """Begin the course, or store the tasks that were done since; call it inside begin_write()."""
    now, began = clock.now(), began_at(user_id)
    new = shown_by(user_id, began) - _stored(user_id) if began else {BEGAN}
    db.session.add_all(PracticeTask(user_id=user_id, task=task, done_at=now) for task in new)


def start_again(user_id: int) -> None:
    """Forget what the user has done, and begin again; call it inside begin_write()."""
    db.session.execute(delete(PracticeTask).where(PracticeTask.user_id == user_id))
    db.session.add(PracticeTask(user_id=user_id, task=BEGAN, done_at=clock.now()))


def people() -> list[Person]:
    """Return the DJs by name, with the tasks that they have done."""
    may = User.active & User.roles.any(Role.name == "dj")
    began = User.id.in_(select(PracticeTask.user_id))
    rows = db.session.execute(select(User.id, User.name).where(may | began).order_by(User.name))
    tasks: dict[int, set[str]] = {}
    for user_id, task in db.session.execute(select(PracticeTask.user_id, PracticeTask.task)):
        tasks.setdefault(user_id, set()).add(task)
    return [Person(name, frozenset(tasks.get(user_id, ()))) for user_id, name in rows]
