"""Pictures of full copies: fetched, re-encoded, with credit and alt text; faults in words."""

import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.media.models import Picture
from blueprints.wire.automatic import AT_ONCE, fetch_pictures
from tests.core.loopback_server import Server, answered, moved

INBOX = "/desk/wire/"


@pytest.fixture
def app(make_app):
    """The station's app, which may ask this machine's own servers."""
    return make_app(RADIO_OUTBOUND_ALLOW="127.0.0.0/8")


@pytest.fixture
def server():
    """Somebody's server, with a picture, a page, nothing, and a way to another host."""
    server, file = Server(), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "a secret"
    Image.new("RGB", (700, 500), "teal").save(file, "JPEG", exif=exif)
    server.says = {
        "/quay.jpg": answered(file.getvalue()),
        "/page.jpg": answered(b"<html>"),
        "/gone.jpg": answered(status="404 Not Found"),
        "/away.jpg": moved("http://169.254.169.254/latest"),
    }
    yield server
    server.close()


@pytest.fixture
def entry(wire, server):
    """Write an entry with pictures at that server; its text shows each."""

    def write(*names, alt="The quay at dawn", **source):
        urls = [f"{server.url}/{name}.jpg" for name in names]
        body = "<p>Text.</p>" + "".join(
            f'<figure class="picture"><img src="{url}" alt="{alt}"></figure><p>After.</p>'
            for url in urls
        )
        pictures = [{"url": url, "alt": alt, "caption": "A <quay>", "credit": ""} for url in urls]
        number = wire.source("The Tide Table", rights="full", **source)
        return wire.entry(number, "Quay", body=body, summary="S.", pictures=pictures)

    return write


def library(app):
    with app.app_context():
        return list(db.session.scalars(select(Picture)))


def test_a_picture_comes_along(app, editor, client, wire, entry, server):
    number = entry("quay")
    editor.post(f"{INBOX}{number}/publication")
    (picture,) = library(app)
    assert (picture.alternative_text, picture.caption) == ("The quay at dawn", "A <quay>")
    assert (picture.credit, picture.uploaded_by_id) == ("The Tide Table", None)
    files = list((Path(app.instance_path) / "media").glob(f"{picture.hash}-*"))
    assert files
    assert not any(b"secret" in file.read_bytes() for file in files)
    assert wire.story().lead_picture.hash == picture.hash
    shown = client.get("/news/quay").text
    assert shown.count("<figure") == 1  # above the text, and not in it again
    assert server.url not in shown


def test_further_pictures_stay_in_the_text(app, editor, client, wire, entry, server):
    file = io.BytesIO()
    Image.new("RGB", (640, 640), "navy").save(file, "PNG")
    server.says["/other.jpg"] = answered(file.getvalue())
    editor.post(f"{INBOX}{entry('quay', 'other')}/publication")
    assert client.get("/news/quay").text.count("<figure") == 2
    assert len(wire.story().hashes) == 1


def test_faults_are_remarks(editor, client, wire, entry):
    number = entry("page", "gone", "away")
    editor.post(f"{INBOX}{number}/publication")
    assert wire.state(number) == "published"
    faults = [one["fault"] for one in wire.row(number).pictures]
    assert "file type" in faults[0]
    assert "404" in faults[1]
    assert "private network" in faults[2]
    assert "<figure" not in client.get("/news/quay").text


def test_what_lacks_alt_text_is_shown_to_the_editor(app, editor, wire, entry):
    number = entry("quay", alt="")
    asked = editor.post(f"{INBOX}{number}/publication").location
    (picture,) = library(app)
    assert f"/media/{picture.hash}-320.jpg" in editor.get(asked).text
    editor.post(asked, data={"headline": "Quay", "alt-0": "The quay"})
    assert wire.state(number) == "published"
    assert library(app)[0].alternative_text == "The quay"


def test_a_dismissed_entry_leaves_no_picture(app, editor, wire, entry):
    number = entry("quay", alt="")
    editor.post(f"{INBOX}{number}/publication")
    editor.post(f"{INBOX}{number}/dismissal")
    assert library(app) == []
    assert list((Path(app.instance_path) / "media").glob("*")) == []


def test_the_worker_publishes_once_they_are_there(app, wire, entry):
    ready, lacking = entry("quay", mode="publish"), entry("quay", alt="", mode="publish")
    with app.test_request_context():
        assert [fetch_pictures() for _ in range(3)] == [True, True, False]
    assert [wire.state(one) for one in (ready, lacking)] == ["published", "new"]
    assert len(library(app)) == 1


def test_entries_that_wait_for_an_editor_do_not_hold_up_the_next(app, wire, entry, server):
    lacking = entry("quay", alt="", mode="publish")
    source = wire.row(lacking).source_id
    known = [{"url": "https://a.example/1.jpg", "alt": "", "hash": "0" * 20}]
    for _ in range(AT_ONCE):
        wire.entry(source, pictures=known)
    wire.change(lacking, pictures=known)
    ready = entry("quay", mode="publish")
    with app.test_request_context():
        assert fetch_pictures()
    assert wire.state(ready) == "published"


def test_pictures_leave_with_a_source_that_is_removed(app, editor, wire, entry):
    number = entry("quay", alt="")
    editor.post(f"{INBOX}{number}/publication")
    assert library(app)
    editor.post(f"{INBOX}sources/{wire.row(number).source_id}?_method=delete")
    assert library(app) == []
    assert list((Path(app.instance_path) / "media").glob("*")) == []
