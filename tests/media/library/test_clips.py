"""/desk/clips/: uploading, hearing, titles and transcripts, who may."""

import io

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.media.models import Clip
from blueprints.news.models import Story
from tests.media.library.sent import CLIPS, JSON, rows
from tests.media.sounds import SOUNDS, mp3, wav


def send_clip(client, data=SOUNDS["wav"], name="talk.wav", **words):
    """Send a clip as a script does."""
    sent = {"file": (io.BytesIO(data), name), **words}
    return client.post(CLIPS, data=sent, headers=JSON)


def test_a_clip_is_taken_and_can_be_heard_in_parts(editor, app, cast, client):
    answer = send_clip(editor, title="The talk", transcript="Good evening.\nGood night.")
    (row,) = rows(app, Clip)
    assert answer.status_code == 201
    assert answer.json == {
        "id": row.id, "src": f"/media/{row.hash}.wav", "title": "The talk", "seconds": 1.0,
        "transcript": "Good evening.\nGood night.", "is_known": False, "may_change": True,
    }  # fmt: skip
    assert row.uploaded_by_id == cast["editor"]
    whole = client.get(answer.json["src"])
    assert (whole.status_code, whole.mimetype) == (200, "audio/wav")
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in whole.headers["Cache-Control"]
    part = client.get(answer.json["src"], headers={"Range": "bytes=4-11"})
    assert (part.status_code, part.data) == (206, whole.data[4:12])
    assert part.headers["Content-Range"] == f"bytes 4-11/{row.bytes}"


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("mp3", "audio/mpeg"), ("ogg", "audio/ogg"), ("m4a", "audio/mp4"), ("flac", "audio/flac")],
)
def test_each_kind_is_served_as_what_it_is_whatever_its_name(editor, client, ending, kind):
    said = send_clip(editor, SOUNDS[ending], "page.html", title="x").json
    assert said["src"].endswith(f".{ending}")
    assert client.get(said["src"]).mimetype == kind


def test_a_script_that_says_no_title_gets_the_files_name(editor):
    assert send_clip(editor, name="../An evening.wav").json["title"] == "An evening"


def test_a_form_without_a_title_is_refused_and_keeps_what_was_typed(editor, app):
    sent = {"file": (io.BytesIO(wav()), "a.wav"), "transcript": "Long words"}
    answer = editor.post(CLIPS, data=sent)
    assert answer.status_code == 422
    assert "Enter a title." in answer.text
    assert "Long words" in answer.text
    assert "a.wav: Choose this file again." in answer.text
    assert rows(app, Clip) == []


def test_what_is_no_sound_is_refused_in_words(editor, app):
    sent = {"file": (io.BytesIO(b"<script>alert(1)</script>"), "<b>.mp3"), "title": "Kept title"}
    answer = editor.post(CLIPS, data=sent)
    assert answer.status_code == 422
    assert (
        "&lt;b&gt;.mp3: This file type isn’t supported. Use MP3, Ogg, M4A, WAV or FLAC."
        in answer.text
    )
    assert "Kept title" in answer.text
    assert "Choose an audio file to upload." in editor.post(CLIPS, data={"title": "x"}).text
    assert rows(app, Clip) == []


def test_the_same_clip_is_one_row_and_the_second_sender_is_told(editor, dj, app):
    first = send_clip(editor, mp3(), "a.mp3", title="First")
    again = send_clip(dj, mp3(), "b.mp3", title="Second").json
    assert (again["is_known"], again["title"], again["may_change"]) == (True, "First", False)
    assert first.json["id"] == again["id"]
    assert len(rows(app, Clip)) == 1


def test_a_clip_without_a_transcript_is_marked_until_it_has_one(editor):
    sent = {"file": (io.BytesIO(wav()), "a.wav"), "title": "Tide <i>"}
    answer = editor.post(CLIPS, data=sent)
    assert (answer.status_code, answer.location) == (303, f"{CLIPS}1")
    page = editor.get(CLIPS).text
    assert "No transcript" in page
    assert "Tide &lt;i&gt;" in page
    words = {"title": "Tide", "transcript": "Water."}
    assert editor.post(f"{CLIPS}1", data=words).status_code == 303
    assert "No transcript" not in editor.get(CLIPS).text
    found = [editor.get(f"{CLIPS}?q={q}", headers=JSON).json["clips"] for q in ("water", "fire")]
    assert [len(clips) for clips in found] == [1, 0]
    long = editor.post(f"{CLIPS}1", data={"title": "x" * 301, "transcript": "kept"})
    assert (long.status_code, "kept" in long.text) == (422, True)


def test_a_used_clip_stays_and_an_unused_one_goes(editor, app, media):
    one = send_clip(editor, title="x").json
    with app.app_context():
        story = Story(slug="a", headline="It plays here", updated_at=clock.now())
        story.clips.append(db.session.get(Clip, one["id"]))
        db.session.add(story)
        db.session.commit()
    assert "It plays here" in editor.get(f"{CLIPS}{one['id']}").text
    assert editor.post(f"{CLIPS}{one['id']}?_method=delete").status_code == 409
    with app.app_context():
        db.session.delete(db.session.get(Story, 1))
        db.session.commit()
    assert editor.post(f"{CLIPS}{one['id']}?_method=delete").status_code == 303
    assert list(media.iterdir()) == []


def test_a_dj_changes_only_clips_of_their_own_and_few_queries_do(editor, dj, count_queries):
    theirs = send_clip(editor, title="Theirs").json
    mine = send_clip(dj, mp3(), title="Mine").json
    for ask in (dj.get, dj.post, dj.delete):
        assert ask(f"{CLIPS}{theirs['id']}").status_code == 404
    assert dj.post(f"{CLIPS}{mine['id']}", data={"title": "Still mine"}).status_code == 303
    for address in (CLIPS, f"{CLIPS}{mine['id']}"):
        with count_queries() as queries:
            assert dj.get(address).status_code == 200
        assert len(queries) <= 12
