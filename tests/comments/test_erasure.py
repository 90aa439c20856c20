"""Proof that deletion leaves nothing: not a byte in any file of the station."""

import sqlite3
from pathlib import Path

import pytest

from blueprints.comments import answers, moderation, own, reports
from blueprints.comments.models import Comment, ModerationEntry
from blueprints.comments.rules import Reply, Verdict
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.mail import outbox
from blueprints.mail.outbox import OutgoingMail
from tests.comments.mailbox import mails_of, work
from tests.comments.readers import EXTRA, KEEPER, Reader

ZELDA = Reader("Zelda Quillfeather", "zelda.quillfeather@vanished.example", "192.0.2.77")
MARKS = (b"quillfeather", b"zxqj")  # a part of all that she wrote, and of who she is
LONG = "zxqj " * 3000  # pages of its own


def said(word):
    """A text of hers, unmistakable."""
    return f"zxqj-{word} zxqj-{word}"


def traces(app):
    """(file, mark) of all that is left of her in the files of the station."""
    files = [path for path in Path(app.instance_path).rglob("*") if path.is_file()]
    return [
        (path.name, mark) for path in files for mark in MARKS if mark in path.read_bytes().lower()
    ]


@pytest.fixture
def life(app, traveller, story, write, as_staff):
    """She left all that a reader can leave; a moderator edited, and each kind of mail was sent."""
    editor = as_staff("editor")
    top = write(story, said("approved"), reader=ZELDA, website="https://zxqj.example/")
    write(story, said("pending"), reader=ZELDA, state="pending", why="first")
    write(story, said("spam") + LONG, reader=ZELDA, state="spam", why="word")
    rejected = write(story, said("rejected") + LONG, reader=ZELDA)
    edited = write(story, said("before"), reader=ZELDA)
    seen = {"reviewed_at": clock.now()}  # a report holds only what nobody has reviewed
    others = write(story, "Another’s.", to=top, reader=EXTRA, ago=-1, **seen)
    to_others = write(story, said("answer"), to=others, reader=ZELDA, ago=-2, **seen)
    with app.test_request_context():
        begin_write()
        for number in (top, others):
            answers.ask(db.session.get(Comment, number))
            answers.confirm(answers.find_notice(number))
        moderation.decide(db.session.get(Comment, rejected), "reject", "ada", said("reason"))
        reports.object_to(db.session.get(Comment, rejected), said("objection"))
        reports.report(db.session.get(Comment, others), "abuse", said("report"), ZELDA.name,
                       ZELDA.email, ZELDA.address)  # fmt: skip
        reports.report(db.session.get(Comment, to_others), "abuse", said("quoted"), KEEPER.name,
                       KEEPER.email, KEEPER.address)  # fmt: skip
        changed = Reply(ZELDA.name, ZELDA.email, "", said("after"))
        own.edit(db.session.get(Comment, edited), changed, Verdict("approved"))
        db.session.commit()
    typed = {"name": ZELDA.name, "website": "", "text": said("moderated"), f"seen-{edited}": "2"}
    assert editor.post(f"/desk/comments/{edited}/edit", data=typed).status_code == 303
    traveller.shift(120)
    work(app)
    with app.app_context():
        begin_write()
        outbox.post(ZELDA.email.upper(), said("subject"), said("unsent"))
        db.session.commit()
    return top, others


def test_the_proof_would_find_something(app, life):
    kinds = {mail.kind for mail in mails_of(app)}
    assert {"confirm", "answer", "digest", "decision", "report"} <= kinds
    assert len({name for name, _ in traces(app)}) > 5  # the database, its log, files of mail
    with app.app_context():
        before = [entry.before for entry in db.session.query(ModerationEntry) if entry.before]
    assert any("zxqj-after" in str(facts) for facts in before)


def test_deletion_leaves_not_a_byte(app, life, comments, client, story):
    outcome = comments("erase", ZELDA.email, "--yes")
    assert outcome.output == "Deleted 14 records.\n"  # emails to her, too
    assert traces(app) == []
    page = client.get(story).text
    assert "Another’s." in page
    assert "Removed" in page


def test_what_others_left_stays(app, life, comments, rows):
    comments("erase", ZELDA.email, "--yes")
    (kept,) = [row for row in rows() if row.state != "deleted"]
    assert (kept.text, kept.name) == ("Another’s.", EXTRA.name)
    recipients = {mail.recipient for mail in mails_of(app)}
    assert {EXTRA.email, KEEPER.email} <= recipients
    assert mails_of(app, "report")


def test_the_log_is_emptied_once_nobody_reads_it_any_more(app, life, comments, traveller):
    reader = sqlite3.connect(Path(app.instance_path) / "aerial.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM comment").fetchone()
    comments("erase", ZELDA.email, "--yes")
    assert {name for name, _ in traces(app)} <= {"aerial.sqlite3", "aerial.sqlite3-wal"}
    reader.execute("COMMIT")
    reader.close()
    work(app)
    assert traces(app) == []


def test_a_file_that_a_sender_writes_meanwhile_is_deleted_by_a_job(app, life, comments):
    (file, *_) = [path for path in (Path(app.instance_path) / "mail").iterdir()
                  if b"quillfeather" in path.read_bytes()]  # fmt: skip
    text = file.read_bytes()
    comments("erase", ZELDA.email, "--yes")
    file.write_bytes(text)
    work(app)
    assert traces(app) == []


def test_who_reported_it_is_told(app, life, comments):
    before = len(mails_of(app, "report"))
    comments("erase", ZELDA.email, "--yes")
    told = [mail for mail in mails_of(app, "report") if mail.recipient == KEEPER.email]
    assert len(told) == 2  # the receipt, and the decision
    assert before > 0


def test_rows_are_deleted_whatever_their_case(app, life, comments):
    comments("erase", ZELDA.email, "--yes")
    with app.app_context():
        left = [mail.recipient for mail in db.session.query(OutgoingMail)]
    assert not [recipient for recipient in left if recipient.lower() == ZELDA.email]
