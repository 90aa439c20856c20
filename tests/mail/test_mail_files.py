"""Without a mail server, mails are files for the owner alone."""

import stat
from email import message_from_bytes, policy

from blueprints.core.extensions import begin_write, db
from blueprints.mail.files import delete_stray_files
from blueprints.mail.outbox import OutgoingMail

WHO = "ada@home.example"


def test_without_a_mail_server_mails_are_files_for_the_owner_alone(make_app, outbox_of, caplog):
    app = make_app(RADIO_STATION_NAME="Łódź FM", RADIO_LOG_LEVEL="INFO")
    box = outbox_of(app)
    link = f"{app.config['RADIO_URL']}/account/invitation/?token=" + "x" * 90
    box.post(subject="Grüße", body=f"Zoë,\n{link}")
    box.send()
    box.send()
    (path,) = (box.folder / "mail").iterdir()
    assert path.name.startswith(f"{box.row().created_at:%Y-%m-%d}")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    told = [record.fields for record in caplog.records if "path" in record.fields]
    assert told == [{"path": str(path)}]
    assert link in path.read_text(encoding="utf-8").splitlines()
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (mail["Subject"], mail["To"]) == ("Grüße", WHO)


def test_a_folder_that_cannot_be_written_to_is_trouble_that_passes(app, outbox_of):
    box = outbox_of(app)
    (box.folder / "mail").write_text("in the way")
    box.post()
    box.send()
    assert "mail" in box.trouble()
    (box.folder / "mail").unlink()
    box.let_pass(minutes=1)
    box.send()
    assert box.row().sent_at
    assert box.trouble() is None


def test_the_database_is_asked_once_while_nothing_is_due(app, outbox_of, count_queries):
    with count_queries() as queries:
        assert outbox_of(app).send() is False
    assert len(queries) == 1


def test_a_file_is_deleted_with_its_email_and_others_stay(app, outbox_of):
    box = outbox_of(app)
    box.post(subject="Goes")
    box.post(subject="Stays")
    box.send()
    foreign = box.folder / "mail" / "notes.eml"
    foreign.write_text("not ours")
    with app.app_context():
        begin_write()
        db.session.delete(db.session.get(OutgoingMail, 1))
        db.session.commit()
        delete_stray_files()
    left = sorted(path.read_text() for path in (box.folder / "mail").iterdir())
    assert len(left) == 2
    assert "Subject: Stays" in left[0]
    assert foreign.exists()


def test_without_the_folder_there_is_nothing_to_delete(app):
    with app.app_context():
        delete_stray_files()
