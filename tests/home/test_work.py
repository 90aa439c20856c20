"""flask work: its jobs, each by itself; and as a process that is killed, or one of several."""

import os
from collections import Counter
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.core.job import Job
from blueprints.core.station import StationSettings, keep_settings
from blueprints.home.work import TICK, Worker, jobs_of
from blueprints.mail.outbox import forget_mails
from tests.mail.conftest import mail_server, outbox_of  # noqa: F401 - fixtures
from tests.player.helpers import eventually
from tests.processes import start_command


def name_the_station():
    keep_settings({"name": "Tide FM"})
    return True


def break_something():
    keep_settings({"name": "Broken FM"})
    raise ValueError("something broke")


def kept(app):
    with app.app_context():
        return db.session.scalar(select(StationSettings.kept))


# The loop


def test_a_step_that_fails_is_undone_and_does_not_stop_the_others(app, caplog):
    worker = Worker(app, [Job("broken", break_something), Job("naming", name_the_station)])
    (error,) = worker.round()
    assert str(error) == "something broke"
    assert kept(app) == '{"name": "Tide FM"}'
    assert "Traceback" in caplog.text
    assert worker.round() == []  # the broken step rests


def test_a_step_that_did_something_is_done_again_at_once_and_others_wait(app):
    done = Counter()
    jobs = [
        Job("busy", lambda: not done.update(["busy"])),
        Job("idle", lambda: done.update(["idle"])),
    ]
    worker = Worker(app, jobs)
    for _ in range(3):
        assert worker.round() == []
    assert done == {"busy": 3, "idle": 1}


def test_a_job_that_is_apart_delays_no_other(app):
    begun, done, end = Event(), Event(), Event()

    def wait_for_a_server():
        begun.set()
        end.wait(20)

    def work():
        if begun.is_set():
            done.set()
        if end.is_set():
            raise SystemExit

    jobs = [
        Job("slow", wait_for_a_server, own_transactions=True, apart=True),
        Job("quick", work, every=0, own_transactions=True),
    ]

    def run():
        with pytest.raises(SystemExit):
            Worker(app, jobs).run()

    thread = Thread(target=run)
    thread.start()
    assert done.wait(20)
    end.set()
    thread.join(60)


def test_a_database_that_is_away_is_survived(app, caplog):
    file = Path(app.instance_path) / "aerial.sqlite3"
    jobs = [Job("naming", name_the_station), Job("clearing", forget_mails)]
    with app.app_context():
        db.engine.dispose()
    file.rename(file.with_suffix(".away"))
    assert len(Worker(app, jobs).round()) == 2
    worker = Worker(app, jobs)
    assert len(worker.round()) == 2
    assert caplog.text.count("WARNING") == 2  # once for each worker
    with app.app_context():
        db.engine.dispose()
    file.with_suffix(".away").rename(file)
    eventually(lambda: not worker.round() and kept(app), TICK + 3)
    assert "available again" in caplog.text


def test_once_says_what_could_not_be_done(make_app):
    app = make_app(RADIO_SQLALCHEMY_DATABASE_URI="sqlite:////nowhere/at/all/aerial.sqlite3")
    with app.app_context():
        outcome = app.test_cli_runner().invoke(args=["work", "--once"])
    assert outcome.exit_code == 1
    assert "Some jobs failed: " in outcome.output
    assert "unable to open database file" in outcome.output


def test_every_job_has_a_name_of_its_own(app):
    names = [job.name for job in jobs_of(app)]
    assert len(set(names)) == len(names)


# The process


@pytest.fixture
def post(mail_server):  # noqa: F811 - the fixture
    """A mail server's mind, and its port."""
    server = mail_server()
    server.post.port = server.port
    return server.post


@pytest.fixture
def box(make_app, post, outbox_of):  # noqa: F811 - the fixture
    """The outbox of a station whose mail server that is."""
    return outbox_of(make_app(RADIO_MAIL_SERVER="127.0.0.1", RADIO_MAIL_PORT=post.port))


@pytest.fixture
def start(box, post, tmp_path):
    """Start processes of `flask work`; they are killed at the end."""
    processes = []
    environment = os.environ | {
        "RADIO_INSTANCE": str(box.folder),
        "RADIO_MAIL_SERVER": "127.0.0.1",
        "RADIO_MAIL_PORT": str(post.port),
    }

    def start_one():
        process = start_command("work", environment=environment, log=tmp_path / "log")
        processes.append(process)
        return process

    yield start_one
    for process in processes:
        process.kill()
        process.join(5)
    assert "Traceback" not in (tmp_path / "log").read_text()


def is_all_sent(box):
    return all(row.sent_at for row in box.rows())


def test_killed_in_every_state_and_started_again_each_mail_arrives_once(box, post, start):
    for number in range(30):
        box.post(f"reader{number}@home.example", "News", f"Letter {number}")
    seen, killed = Counter(), []
    states = {("MAIL", 3), ("RCPT", 7), ("DATA", 11), ("TAKEN", 15)}
    running = [start()]

    def kill_here(moment):
        seen[moment] += 1
        if (moment, seen[moment]) in states:
            running[-1].kill()
            running[-1].join(5)
            killed.append(moment)

    post.look = kill_here
    for number in range(1, len(states) + 1):
        eventually(lambda number=number: len(killed) == number, 20)
        box.let_pass(minutes=2)  # by then nobody else can be at the claimed mail
        running.append(start())
    eventually(lambda: is_all_sent(box), 20)
    assert Counter(recipient for recipient, _ in post.taken) == {
        f"reader{number}@home.example": 1 for number in range(30)
    }
    assert sum("not heard" in row.failure for row in box.rows()) == 2  # DATA, TAKEN

    post.look = lambda moment: None
    box.post("late@home.example")
    eventually(lambda: is_all_sent(box), 5)
    assert len(post.taken) == 31


def test_several_at_once_send_each_mail_once(box, post, start):
    for number in range(30):
        box.post(f"reader{number}@home.example")
    post.seconds = 0.01
    for _ in range(3):
        start()
    eventually(lambda: is_all_sent(box), 30)
    assert len(post.taken) == len(set(post.taken)) == 30
    assert {row.tries for row in box.rows()} == {1}
