"""POST /desk/pictures/: what is taken, what is refused, as a script and as a form."""

import io
import re

import pytest
from PIL import Image, PngImagePlugin
from werkzeug.datastructures import FileStorage

from blueprints.media import decode_lock, images, uploads
from blueprints.media.models import Picture
from tests.media.drawings import png_that_claims
from tests.media.library.sent import JSON, PICTURES, drawn, files, rows, send, send_one

GPS, ORIENTATION = 0x8825, 0x0112
HTML = b"<!doctype html><script>alert(1)</script>"
UNSUPPORTED = "This file type isn’t supported. Use JPEG, PNG, WebP, GIF, AVIF or HEIC."


def test_a_picture_is_taken_with_all_that_is_said_of_it(editor, app, cast, media):
    words = {"alternative_text": "A quay", "caption": "The quay", "credit": "Ada"}
    status, said = send(editor, (drawn(size=(900, 600)), "quay.png"), **words)
    assert (status, said["refused"]) == (201, [])
    (one,) = said["pictures"]
    (row,) = rows(app, Picture)
    assert one == words | {
        "id": row.id, "hash": row.hash, "src": f"/media/{row.hash}-640.jpg",
        "thumbnail": f"/media/{row.crop}-320.jpg", "width": 900, "height": 600,
        "is_decorative": False, "filename": "quay.png", "focus_x": 0.5, "focus_y": 0.5,
        "is_known": False, "remark": "", "may_change": True,
    }  # fmt: skip
    assert row.uploaded_by_id == cast["editor"]
    for address in (one["src"], one["thumbnail"]):
        assert editor.get(address).mimetype == "image/jpeg"
    assert {path.name[:20] for path in media.iterdir()} == {row.hash, row.crop}


def test_several_pictures_are_taken_and_a_wrong_one_is_named_beside_them(editor, app):
    status, said = send(editor, (drawn(), "a.png"), (HTML, "b.png"), (drawn("navy"), "c.png"))
    assert status == 201
    assert [one["filename"] for one in said["pictures"]] == ["a.png", "c.png"]
    (refused,) = said["refused"]
    assert refused == {"filename": "b.png", "error": UNSUPPORTED}
    assert len(rows(app, Picture)) == 2


def test_the_form_leads_to_the_picture_or_to_the_library(editor):
    one = editor.post(PICTURES, data={"file": files((drawn(), "a.png"))})
    assert (one.status_code, one.location) == (303, "/desk/pictures/1")
    more = editor.post(
        PICTURES, data={"file": files((drawn("navy"), "b.png"), (drawn("plum"), "c.png"))}
    )
    assert (more.status_code, more.location) == (303, PICTURES)
    assert "2 pictures uploaded." in editor.get(PICTURES).text


def test_the_form_says_what_was_wrong_and_keeps_the_rest(editor, app):
    answer = editor.post(PICTURES, data={"file": files((HTML, "<b>.png"), (drawn(), "good.png"))})
    assert answer.status_code == 422
    assert "&lt;b&gt;.png" in answer.text
    assert "This file type isn’t supported." in answer.text
    assert "1 picture uploaded." in answer.text
    assert len(rows(app, Picture)) == 1


def test_nothing_chosen_is_said(editor):
    for data in ({}, {"file": (io.BytesIO(b""), "")}, {"file": "text"}):
        answer = editor.post(PICTURES, data=data)
        assert answer.status_code == 422
        assert "Choose a picture to upload." in answer.text
    assert (
        editor.post(PICTURES, data=b"\0\xff", content_type="multipart/form-data").status_code < 500
    )


def test_the_same_picture_is_one_row_and_the_second_sender_is_told(editor, dj, app):
    first = send_one(editor, caption="The first words")
    again = send_one(dj, caption="Other words")
    assert (again["is_known"], again["may_change"]) == (True, False)
    assert (again["id"], again["caption"]) == (first["id"], "The first words")
    answer = dj.post(PICTURES, data={"file": files((drawn(), "x.png"))}, follow_redirects=True)
    assert "1 picture was already in the library." in answer.text
    assert len(rows(app, Picture)) == 1


def test_two_encodings_of_a_picture_do_not_collide(editor, app, media):
    status, said = send(editor, (drawn(), "a.png"), (drawn(form="WEBP", lossless=True), "a.webp"))
    assert status == 201
    one, other = said["pictures"]
    assert one["hash"] != other["hash"]
    assert editor.get(one["src"]).data == editor.get(other["src"]).data
    editor.delete(f"{PICTURES}{other['id']}")
    assert editor.get(one["thumbnail"]).status_code == 200, "the crop is still needed"
    assert editor.get(other["src"]).status_code == 404


def test_a_known_picture_whose_files_are_gone_is_made_again(editor, media):
    one = send_one(editor)
    for path in media.iterdir():
        path.unlink()
    send_one(editor)
    assert editor.get(one["src"]).status_code == 200


def hostile_exif(**more):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (54.0, 21.0, 0.0)})
    return drawn(form="JPEG", exif=exif, comment=HTML, **more)


def test_place_and_rotation_and_a_polyglot_leave_upright_pixels_alone(editor, media):
    _status, said = send(editor, (hostile_exif(), "p.jpg"))
    one = said["pictures"][0]
    assert (one["width"], one["height"]) == (40, 60)
    for path in media.iterdir():
        data = path.read_bytes()
        for trace in (b"Exif", b"EXIF", b"alert(1)", b"GPS"):
            assert trace not in data
        assert editor.get(f"/media/{path.name}").headers["X-Content-Type-Options"] == "nosniff"


def huge_text_chunk():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "x" * 2_000_000, zip=True)
    return drawn(pnginfo=notes)


HOSTILE = {
    "html in a png's clothes": (drawn()[:8] + HTML, "can’t be opened|isn’t supported"),
    "svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "isn’t supported",
    ),
    "a pixel bomb": (png_that_claims(30_000, 30_000), "50 megapixels"),
    "a pixel bomb of a gif": (
        b"GIF89a\xff\xff\xff\xff" + b"\0" * 20,
        "50 megapixels|isn’t supported",
    ),
    "a truncated jpeg": (drawn(form="JPEG")[:-200], "can’t be opened"),
    "nothing": (b"", "empty"),
    "a heic's head alone": (b"\0\0\0\x18ftypheic\0\0\0\0" + b"\0" * 40, "can’t be opened"),
    "a truncated heic": (drawn(form="HEIF")[:-20], "can’t be opened"),
    "a truncated avif": (drawn(form="AVIF")[:-20], "can’t be opened"),
    "a huge text chunk": (huge_text_chunk(), "can’t be opened"),
    "an icon": (drawn(form="ICO"), "isn’t supported"),
    "too tall to be shown": (drawn(size=(2, 40_000)), "too tall"),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("data", "words"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_in_words_and_leave_nothing(editor, media, data, words):
    status, said = send(editor, (data, "x.png"))
    assert status == 422
    assert re.search(words, said["refused"][0]["error"])
    assert not media.exists() or list(media.iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [
        drawn(size=(1, 10_000)),
        drawn(form="JPEG") + HTML,
        hostile_exif(),
        drawn(form="GIF"),
    ],
)
def test_strange_pictures_are_taken_cleanly(editor, media, data):
    status, _said = send(editor, (data, "x.jpg"))
    assert status == 201
    assert all(b"alert(1)" not in path.read_bytes() for path in media.iterdir())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\pictures\\a.png", "a.png"),
        ("a\0b\n.png", "a b .png"),
        ("gnp.\u202eexe.png", "gnp.exe.png"),
        ("x" * 400 + ".png", "x" * 200),
        ("<script>.png", "<script>.png"),
    ],
)
def test_a_files_name_is_one_clean_line(name, shown):
    assert uploads.name_of(FileStorage(filename=name)) == shown


def test_a_name_leads_nowhere_and_is_text(editor, media):
    for name in ("../../up.png", "<script>.png"):
        assert send(editor, (drawn(), name))[0] == 201
    assert "<script>.png" not in editor.get(PICTURES).text
    assert {path.parent for path in media.parent.rglob("*.webp")} == {media}


def test_a_picture_of_more_than_20_mb_is_refused_before_it_is_decoded(editor, monkeypatch):
    monkeypatch.setattr(images, "MOST_BYTES", 100)
    status, said = send(editor, (drawn(), "large.png"))
    assert (status, said["refused"][0]["error"]) == (
        422,
        "This picture is larger than 20 MB. Make it smaller and try again.",
    )


def large(length):
    """Return what makes a request claim so many bytes."""
    kind = "multipart/form-data; boundary=x"
    return {"content_type": kind, "environ_overrides": {"CONTENT_LENGTH": str(length)}}


def test_a_request_that_is_too_large_is_refused_before_it_is_read(editor):
    too_large = large(uploads.MOST_BYTES_OF_PICTURES + 1)
    page = editor.post(PICTURES, **too_large)
    assert page.status_code == 413
    assert "Too large" in page.text
    said = editor.post(PICTURES, headers=JSON, **too_large)
    assert (said.status_code, list(said.json)) == (413, ["error", "refused"])


def test_only_an_upload_may_be_large_and_only_a_known_senders(as_staff, app, client):
    editor = as_staff("editor")
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(PICTURES, **large(20_000_000)).status_code == 401
    assert editor.post("/desk/pictures/1", **large(1_000_001)).status_code == 413


def test_a_forged_upload_is_refused(as_staff, app):
    editor = as_staff("editor")
    app.config["WTF_CSRF_ENABLED"] = True
    refused = editor.post(PICTURES, data={"file": files((drawn(), "a.png"))})
    assert refused.status_code == 400
    token = re.search(r'name="csrf-token" content="([^"]+)"', editor.get(PICTURES).text)[1]
    for ways in ({"headers": {"X-CSRFToken": token}}, {"data": {"csrf_token": token}}):
        data = {"file": files((drawn(), "a.png"))} | ways.get("data", {})
        taken = editor.post(PICTURES, data=data, headers=ways.get("headers"))
        assert taken.status_code == 303
    foreign = {"X-CSRFToken": token, "Origin": "https://evil.example"}
    data = {"file": files((drawn("navy"), "b.png"))}
    assert editor.post(PICTURES, data=data, headers=foreign).status_code == 400
    assert len(rows(app, Picture)) == 1


def test_words_that_are_too_long_do_not_lose_the_picture(editor, app):
    status, said = send(editor, (drawn(), "a.png"), alternative_text="x" * 501, caption="kept")
    assert status == 201
    assert said["errors"] == {"alternative_text": "This is 1 character too long."}
    assert (said["pictures"][0]["alternative_text"], said["pictures"][0]["caption"]) == ("", "kept")


def test_while_others_send_pictures_one_waits_and_is_told(editor, monkeypatch):
    monkeypatch.setattr(decode_lock, "PATIENCE", 0.01)
    with decode_lock.one_at_a_time():
        status, said = send(editor, (drawn(), "a.png"))
    assert status == 503
    assert "Please try the upload again." in said["refused"][0]["error"]
    assert send(editor, (drawn(), "a.png"))[0] == 201


def test_a_full_disk_is_said(editor, media):
    media.write_text("no folder can be made here")
    status, said = send(editor, (drawn(), "a.png"))
    assert status == 422
    assert "The server couldn’t save this file." in said["refused"][0]["error"]
