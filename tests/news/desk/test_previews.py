"""A story before it is out, on a secret link."""

import re
from datetime import timedelta

import time_machine

from blueprints.core import clock


def link_of(desk, number):
    answer = desk.browser.post(f"/desk/stories/{number}/preview-links")
    assert answer.status_code == 200
    return re.search(r'value="(https?://[^"]+/news/preview/[^"]+)"', answer.text)[1]


def test_a_link_shows_the_last_save_for_seven_days(app, make_app, as_staff, editor, client):
    number = editor.write()
    link = link_of(editor, number)
    assert link.startswith("http://127.0.0.1:8000/news/preview/")
    path = link.removeprefix("http://127.0.0.1:8000")
    editor.save(number, headline="The last save")
    editor.browser.put(
        f"/desk/autosaves/story-{number}",
        json={"version": 2, "fields": {"headline": "Only typed"}},
    )
    answer = client.get(path)
    assert answer.status_code == 200
    assert "The last save" in answer.text
    assert "This is a preview" in answer.text
    assert "Only typed" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "canonical" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    now = clock.now()
    with time_machine.travel(now + timedelta(days=6, hours=23)):
        assert client.get(path).status_code == 200
    with time_machine.travel(now + timedelta(days=7, seconds=5)):
        assert client.get(path).status_code == 410


def test_forged_links_and_withdrawn_stories_open_nothing(editor, client):
    number = editor.write()
    path = link_of(editor, number).removeprefix("http://127.0.0.1:8000")
    for forged in (path[:-1], path + "x", "/news/preview/1", "/news/preview/" + "x" * 5000):
        assert client.get(forged).status_code == 404
    editor.browser.post(f"/desk/stories/{number}/unpublication", data={"note": ""})
    assert client.get(path).status_code == 410
    assert editor.browser.post(f"/desk/stories/{number}/preview-links").status_code == 409
