"""The practice course: each task is done once ledger or log show it, and by whom."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.models import Play
from blueprints.studio.models import PracticePlay, PracticeTask, QueueEdit
from blueprints.studio.practice import TASKS
from tests.news.helpers import Page
from tests.staff import sign_in, write_cast
from tests.studio.conftest import add_tracks
from tests.studio.dj import DJ, ids

COURSE = "/studio/practice/course"
NAMES = ["skip", "add", "move", "spin", "talk", "undo", "jingle", "hand-over"]


@pytest.fixture
def dj(as_staff):
    """A DJ who has begun the course."""
    found = as_staff("dj")
    assert found.post(COURSE, json={}).status_code == 200
    return found


@pytest.fixture
def note(app, cast):
    """`note(key, what)`: an entry of the ledger by somebody of the cast."""

    def add(key, what, studio="practice", outcome="done", at=None):
        with app.app_context():
            row = QueueEdit(studio=studio, user_id=cast[key], who=key, what=what, text=what,
                            outcome=outcome, at=at or clock.now())  # fmt: skip
            db.session.add(row)
            db.session.commit()

    return add


@pytest.fixture
def log(app):
    """`log(source)`: a row of the practice log that begins now."""

    def add(source):
        with app.app_context():
            db.session.add(PracticePlay(source=source, title="Ropes", started_at=clock.now()))
            db.session.commit()

    return add


def done(browser):
    """The names of the tasks that the course says are done."""
    answer = browser.get(f"{COURSE}.json")
    assert answer.status_code == 200
    return [task["name"] for task in answer.json["tasks"] if task["done"]]


def stored(app, user_id):
    with app.app_context():
        rows = select(PracticeTask.task).where(PracticeTask.user_id == user_id)
        return sorted(db.session.scalars(rows))


def test_there_are_eight_tasks_with_words_and_a_key_and_none_is_done(dj):
    tasks = dj.get(f"{COURSE}.json").json["tasks"]
    assert [task["name"] for task in tasks] == NAMES
    assert all(task["title"] and task["key"]["preset"] for task in tasks)
    assert [task["name"] for task in tasks if "{key}" not in task["text"]] == []
    assert done(dj) == []


@pytest.mark.parametrize(
    ("what", "task"),
    [("skipped", "skip"), ("added", "add"), ("moved", "move"), ("undone", "undo"),
     ("jingle", "jingle"), ("gave-back", "hand-over")],
)  # fmt: skip
def test_an_entry_of_the_ledger_is_a_task_done(dj, note, what, task):
    note("dj", "took")
    note("dj", what)
    assert done(dj) == [task]


@pytest.mark.parametrize("source", ["spin", "talk"])
def test_a_row_of_the_log_counts_for_who_has_the_desk(as_staff, dj, note, log, source):
    other = as_staff("other_dj")
    other.post(COURSE, json={})
    log(source)
    assert done(dj) == []
    note("dj", "took")
    log(source)
    assert done(dj) == [source]
    assert done(other) == []


def test_a_desk_that_was_taken_before_the_course_began_counts(as_staff, note, log):
    note("dj", "took")
    dj = as_staff("dj")
    dj.post(COURSE, json={})
    log("talk")
    assert done(dj) == ["talk"]
    note("dj", "released")
    log("spin")
    assert done(dj) == ["talk"]


def test_a_desk_that_another_takes_is_handed_over(as_staff, dj, note):
    other = as_staff("other_dj")
    other.post(COURSE, json={})
    note("dj", "took")
    note("other_dj", "took")
    assert (done(dj), done(other)) == (["hand-over"], [])


def test_what_does_not_count(dj, note, log):
    note("dj", "added", at=clock.now() - timedelta(minutes=1))  # before it began
    note("dj", "added", studio="air")
    note("dj", "added", outcome="unknown")
    note("other_dj", "added")
    note("dj", "removed")
    note("dj", "released")
    note("other_dj", "took")
    log("mpd")
    assert done(dj) == []


def test_reading_stores_nothing_and_sending_does(app, cast, dj, note):
    note("dj", "added")
    assert done(dj) == ["add"]
    assert stored(app, cast["dj"]) == ["began"]
    answer = dj.post(COURSE, json={})
    assert [task["name"] for task in answer.json["tasks"] if task["done"]] == ["add"]
    assert stored(app, cast["dj"]) == ["add", "began"]
    assert dj.post(COURSE, data="nothing of use").status_code == 200
    assert stored(app, cast["dj"]) == ["add", "began"]


def test_nothing_is_done_before_it_begins(as_staff, note):
    note("dj", "added")
    assert done(as_staff("dj")) == []


def test_one_may_start_again(app, cast, as_staff, dj, note):
    note("dj", "added")
    note("other_dj", "added")
    dj.post(COURSE, json={})
    answer = dj.delete(COURSE)
    assert not any(task["done"] for task in answer.json["tasks"])
    assert stored(app, cast["dj"]) == ["began"]
    note("dj", "moved")
    assert done(dj) == ["move"]


def test_an_admin_sees_who_has_done_what(as_staff, dj, note):
    note("dj", "added")
    note("dj", "gave-back")
    dj.post(COURSE, json={})
    page = Page(as_staff("admin").get("/studio/practice/people").text)
    assert page.texts("th")[1:-1] == [str(task.title) for task in TASKS]
    dana, dov = (row for row in page.texts("tr") if row.startswith(("Dana", "Dov")))
    assert (dana.count("✓"), dana.endswith("2 of 8")) == (2, True)
    assert (dov.count("✓"), dov.endswith("0 of 8")) == (0, True)


@pytest.mark.parametrize("key", ["dj", "editor", "nobody"])
def test_others_do_not(as_staff, key):
    assert as_staff(key).get("/studio/practice/people").status_code == 403


def test_a_course_costs_few_queries(dj, note, log, count_queries):
    for _ in range(20):
        note("dj", "took")
        note("dj", "added")
        log("spin")
    with count_queries() as queries:
        dj.get(f"{COURSE}.json")
    assert len(queries) <= 8


def test_without_a_practice_mpd_the_page_says_how_to_get_one(make_app):
    app = make_app(RADIO_MPD_HOST="127.0.0.1")
    browser = sign_in(app, write_cast(app)["dj"])
    answer = browser.get("/studio/practice/")
    assert answer.status_code == 200
    assert "RADIO_PRACTICE_MPD_HOST" in answer.text
    assert "data-panel" not in answer.text


def test_over_a_real_mpd_the_air_stays_as_it_was(make_app, mpd):
    app = make_app(RADIO_MPD_HOST="127.0.0.1", RADIO_PRACTICE_MPD_HOST="127.0.0.1",
                   RADIO_PRACTICE_MPD_PORT=mpd.port)  # fmt: skip
    app.config["WTF_CSRF_ENABLED"] = False
    add_tracks(app)
    user_id = write_cast(app)["dj"]
    dj = DJ(sign_in(app, user_id), "/studio/practice/")
    dj.post("course")
    dj.post("desk")
    state = dj.adds("tone 1.wav", "tone 2.wav", "tone 3.wav")
    dj.post(f"queue/tracks/{ids(state)[2]}/place", after=None)
    state = dj.delete(f"queue/tracks/{ids(state)[1]}").get_json()
    dj.post(f"edits/{state['undo']['id']}/undo")
    now = dj.post("transport/play", id=None).get_json()["now"]
    dj.post("transport/skip", id=now["id"])
    dj.delete("desk")
    assert done(dj.client) == ["skip", "add", "move", "undo", "hand-over"]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Play)) == 0
        assert set(db.session.scalars(select(QueueEdit.studio))) == {"practice"}
