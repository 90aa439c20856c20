"""The panels “Saved playlists”, “Jingles” and “Uploads”."""

import pytest
from playwright.sync_api import expect

from tests.media.sounds import mp3
from tests.studio.browser.panels import MARKUP, Panels, playlists, track

pytestmark = pytest.mark.xdist_group("browser")

SAME = track(1, text="Already in the library.")
TAGS = {"title": MARKUP, "artist": "Anna", "album": "", "label": "", "genre": "", "isrc": ""}


@pytest.fixture
def console(desk, page):
    """The console, with playlists and jingles."""
    return Panels(desk, page).open()


def test_a_playlist_is_saved_looked_into_loaded_and_deleted(console, page):
    panel = console.show("Playlists")
    console.answers["GET", "playlists/tracks.json"] = 200, {"rows": [track(1), track(2, "موج")]}
    panel.get_by_label("Save the queue as").fill("Morning")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("Saved “Morning”.")
    assert console.requests("POST", "playlists")[0][0] == {"name": "Morning", "from": "queue"}
    panel.get_by_text(MARKUP).click()
    lines = panel.get_by_role("list", name=f"Tracks of {MARKUP}").get_by_role("listitem")
    expect(lines).to_have_text(["Quay Dogs – Ropes", "Quay Dogs – موج"])
    panel.get_by_role("button", name="Add to the queue").click()
    expect(panel).to_contain_text("to the end of the queue.")
    panel.get_by_role("button", name="Replace the rest").click()
    panel.get_by_role("button", name="Press again to replace").click()
    expect(panel).to_contain_text("The rest of the queue is now")
    modes = [body["mode"] for body, _ in console.requests("POST", "queue/playlists")]
    assert modes == ["append", "replace"]
    console.answers["GET", "playlists.json"] = 200, playlists()
    panel.get_by_role("button", name="Delete playlist").click()
    panel.get_by_role("button", name="Press again to delete").click()
    expect(panel).to_contain_text("No saved playlists yet.")
    expect(panel.get_by_role("heading", name="Saved playlists")).to_be_focused()


def test_what_an_import_did_not_recognise_is_listed(console, page):
    panel = console.show("Playlists")
    answer = {"name": "Night", "taken": 1, "unknown": ["../secret.mp3", MARKUP]}
    answer |= {"unknown_count": 2, "is_cut": False}
    console.answers["POST", "playlists/import"] = 200, answer
    panel.get_by_text("Import a playlist").click()
    file = {"name": "night.m3u", "mimeType": "audio/x-mpegurl", "buffer": b"a.mp3\n"}
    panel.get_by_label("M3U or XSPF file").set_input_files(file)
    expect(panel.get_by_label("Name of the new playlist")).to_have_value("night")
    panel.get_by_role("button", name="Import playlist").click()
    expect(panel).to_contain_text("Imported 1 track as “Night”.")
    expect(panel).to_contain_text("2 lines weren’t recognised:")
    expect(panel.get_by_role("list", name="Lines that")).to_contain_text(MARKUP)


def test_an_import_that_recognised_nothing_lists_its_lines(console, page, amiss):
    amiss.forgiven.append("422")
    panel = console.show("Playlists")
    answer = {"error": "None of the tracks in this file are in the library.", "todo": ""}
    answer |= {"unknown": ["Line 1: a.mp3"], "unknown_count": 1, "is_cut": False}
    console.answers["POST", "playlists/import"] = 422, answer
    panel.get_by_text("Import a playlist").click()
    file = {"name": "night.m3u", "mimeType": "audio/x-mpegurl", "buffer": b"a.mp3\n"}
    panel.get_by_label("M3U or XSPF file").set_input_files(file)
    panel.get_by_role("button", name="Import playlist").click()
    expect(panel.get_by_role("alert")).to_contain_text("None of the tracks")
    expect(panel).to_contain_text("1 line wasn’t recognised:")
    expect(panel.get_by_role("list", name="Lines that")).to_have_text("Line 1: a.mp3")


def test_a_key_adds_its_jingle_next(console, page):
    page.keyboard.press("1")
    expect(page.locator("[data-status]")).to_have_text("Added next: Station ident")
    assert console.requests("POST", "queue/jingles/1") == [({}, console.state["tag"])]
    panel = console.show("Jingles")
    page.keyboard.press("2")
    expect(panel).to_contain_text("Key 2 is empty.")
    panel.get_by_role("button", name="Edit").click()
    panel.get_by_role("button", name="Clear key 1: Station ident").click()
    expect(panel).to_contain_text("Key 1 cleared.")
    expect(panel.get_by_role("button", name="1 Empty", exact=True)).to_be_focused()


def test_uploads_that_wait_are_listed_when_the_console_is_opened_again(console, page):
    row = {"id": 4, "name": "a.mp3", "tags": TAGS, "duration": 61.0, "duplicates": [SAME]}
    console.answers["GET", "library/uploads.json"] = 200, {"rows": [row]}
    console.answers["POST", "library/uploads/4"] = 200, {"file": "a.mp3", "is_told": True}
    console.open()
    panel = console.show("Uploads")
    item = panel.locator("[data-part=list] > li")
    expect(item).to_contain_text("a.mp3")
    expect(item).to_contain_text("Already in the library. (Quay Dogs – Ropes)")
    expect(item.get_by_label("Artist")).to_have_value("Anna")
    expect(panel.get_by_text("No uploads yet.")).to_be_hidden()
    item.get_by_role("button", name="Add to library").click()
    expect(item).to_contain_text("Added to the library")


def test_files_are_uploaded_checked_and_added(console, page, amiss):
    amiss.forgiven.append("422")
    answers = [
        (200, {"row": {"id": 4, "tags": TAGS, "duration": 61.0, "duplicates": [SAME]}}),
        (422, {"error": "This is not an audio file.", "todo": "Choose another one."}),
        (200, {"row": {"id": 5, "tags": TAGS, "duration": 2.0, "duplicates": []}}),
    ]
    console.answers["POST", "library/uploads"] = lambda request: answers.pop(0)
    console.answers["POST", "library/uploads/4"] = 200, {"row": {}}
    panel = console.show("Uploads")
    names = ("a.mp3", "b.mp3", "c.mp3")
    files = [{"name": name, "mimeType": "audio/mpeg", "buffer": mp3()} for name in names]
    panel.get_by_label("Choose audio files").set_input_files(files)
    rows = panel.locator("[data-part=list] > li")
    expect(rows.nth(0)).to_contain_text("Already in the library. (Quay Dogs – Ropes)")
    expect(rows.nth(1)).to_contain_text("This is not an audio file. Choose another one.")
    expect(rows.nth(0).get_by_label("Title")).to_have_value(MARKUP)
    rows.nth(0).get_by_label("Title").fill("Dew")
    page.keyboard.press("Enter")
    expect(rows.nth(0)).to_contain_text("Added to the library")
    assert console.requests("POST", "library/uploads/4")[0][0] == TAGS | {"title": "Dew"}
    expect(rows.nth(2).get_by_label("Title")).to_be_visible()
    rows.nth(2).get_by_role("button", name="Discard").click()
    expect(rows.nth(2)).to_contain_text("Discarded")
