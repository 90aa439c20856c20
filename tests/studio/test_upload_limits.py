"""Uploads that are too large, or too many."""

import io

from blueprints.studio import uploads
from tests.studio.test_uploads import ADDRESS, dj, music, send, tagged, waiting  # noqa: F401


def test_too_large_is_refused_in_words(app, dj, monkeypatch):  # noqa: F811
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    answer = send(dj)
    assert (answer.status_code, answer.json["error"]) == (413, "This file is larger than 200 MB.")
    for accept in ("application/json", "*/*"):
        answer = dj.post(
            ADDRESS,
            headers={"Accept": accept, "Content-Type": "multipart/form-data; boundary=x"},
            input_stream=io.BytesIO(b"x"),
            environ_overrides={"CONTENT_LENGTH": str(300_000_000)},
        )
        assert answer.status_code == 413
        assert answer.json["error"]


def test_only_so_many_of_one_user_wait(app, dj, as_staff, waiting, monkeypatch):  # noqa: F811
    monkeypatch.setattr(uploads, "MOST_WAITING", 1)
    assert send(dj).status_code == 201
    answer = send(dj, tagged(title="Ropes"))
    assert (answer.status_code, answer.json["error"]) == (
        422,
        "1 of your uploads wait to be added.",
    )
    assert len(waiting()) == 1
    assert send(as_staff("other_dj"), tagged(title="Ropes")).status_code == 201
