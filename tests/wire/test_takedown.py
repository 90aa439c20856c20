"""A takedown in one step: 410, and nothing is left of the text and its pictures."""

import re
from pathlib import Path

from sqlalchemy import select, text

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.editor.working_copies import WorkingCopy
from blueprints.media.models import Picture
from tests.news.conftest import publish  # noqa: F401 - a fixture

INBOX = "/desk/wire/"


def taken(editor, wire, pictures=()):
    """Publish a full copy with these pictures, and edit it; return the entry's number."""
    kept = [{"url": f"https://a.example/{one}", "alt": "A quay", "hash": one} for one in pictures]
    body = "<p>Secret words.</p>" + "".join(
        f'<figure class="picture"><img src="{one["url"]}" alt="A quay"></figure>' for one in kept
    )
    number = wire.entry(wire.source(rights="full"), "Rope", body=body, pictures=kept,
                        summary="Secret summary.", read_more=[{"title": "Secret link",
                        "url": "https://a.example/s"}])  # fmt: skip
    editor.post(f"{INBOX}{number}/publication")
    return number


def test_nothing_is_left(app, editor, client, wire, cast, picture):
    hashes = [picture("teal"), picture("navy")]
    number = taken(editor, wire, hashes)
    with app.app_context():
        values = {"user_id": cast["dj"], "key": "story-1", "story_id": 1, "saved_at": clock.now()}
        db.session.add(WorkingCopy(**values, fields={"body": "Secret words"}))
        db.session.commit()
    assert client.get("/news/rope").status_code == 200
    page = editor.get("/desk/stories/1").text
    assert "Take down story" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))  # else a label leads to another form's field
    answer = editor.post(f"{INBOX}{number}/takedown", data={"note": "At the author’s request."})
    assert answer.location == "/desk/stories/1"
    gone = client.get("/news/rope")
    assert gone.status_code == 410
    assert "At the author’s request." in gone.text
    with app.app_context():
        for table in ("story", "revision", "wire_entry", "working_copy", "story_picture"):
            rows = db.session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
            assert "ecret" not in repr(rows), table
        assert db.session.scalars(select(Picture)).all() == []
    assert list((Path(app.instance_path) / "media").iterdir()) == []
    assert "Taken down by Edda Ink" in editor.get("/desk/stories/1").text
    assert wire.state(number) == "removed"
    assert editor.post(f"{INBOX}{number}/takedown").status_code == 409
    editor.post("/desk/stories/1/unpublication?_method=delete")
    assert "Write some text or a standfirst first." in editor.get("/desk/stories/1").text
    assert client.get("/news/rope").status_code == 410


def test_a_picture_that_others_use_stays(app, editor, wire, picture, publish):  # noqa: F811
    key = picture("teal")
    number = taken(editor, wire, [key])
    publish("ours", body=f'<img src="/media/{key}-640.jpg" alt="x">')
    editor.post(f"{INBOX}{number}/takedown")
    with app.app_context():
        assert db.session.scalars(select(Picture)).one().hash == key
    assert (Path(app.instance_path) / "media" / f"{key}-640.jpg").exists()


def test_a_note_that_is_too_long(editor, wire):
    number = taken(editor, wire)
    text_ = editor.post(
        f"{INBOX}{number}/takedown", data={"note": "x" * 601}, follow_redirects=True
    )
    assert "1 character too long" in text_.text
    assert wire.state(number) == "published"


def test_a_dj_sees_no_panel(as_staff, editor, wire, cast):
    wire.entry(wire.source(), story_id=None)
    taken(editor, wire)
    assert as_staff("dj").get("/desk/stories/1").status_code == 404
