"""Updates of originals: compared, applied, ignored."""

from datetime import timedelta

from blueprints.core import clock
from tests.news.helpers import Page

INBOX = "/desk/wire/"


def updated(editor, wire, rights="full", **update):
    """Publish an entry, after which its original changes; return its number."""
    columns = {"summary": "S.", "body": "<p>Two hundred metres.</p>", "author": "Ann"}
    number = wire.entry(wire.source(rights=rights), "Rope", **columns)
    editor.post(f"{INBOX}{number}/publication", data={"headline": "Rope", "teaser": "Our words."})
    wire.change(number, update=columns | {"headline": "Rope", "pictures": [], "read_more": [],
                "language": "en"} | update, update_at=clock.now())  # fmt: skip
    return number


def test_compared_and_applied(editor, client, wire):
    number = updated(editor, wire, body="<p>Three <b>hundred</b> metres.</p><script>x</script>")
    address = f"{INBOX}{number}/update"
    assert address in editor.get("/desk/stories/1").text
    assert address in editor.get(f"{INBOX}?tab=updates").text
    page = editor.get(address).text
    assert "Two hundred metres." in page
    assert "Three" in page
    assert client.get("/news/rope").text.count("Three") == 0
    assert editor.post(address).location == "/desk/stories/1"
    shown = client.get("/news/rope").text
    assert "<p>Three <strong>hundred</strong> metres.</p>" in shown
    assert "Our words." in shown  # the editor's sentence stays
    assert wire.story().version == 2
    assert wire.row(number).update_at is None
    assert "updated from the original" in editor.get("/desk/stories/1/revisions/").text
    assert editor.post(address).status_code == 409
    assert editor.get(address).status_code == 409


def test_ignored(editor, client, wire):
    number = updated(editor, wire, body="<p>Three.</p>")
    answer = editor.post(f"{INBOX}{number}/update?_method=delete", data={"back": "tab=updates"})
    assert answer.location == f"{INBOX}?tab=updates#main"
    assert "Two hundred" in client.get("/news/rope").text
    assert editor.post(f"{INBOX}{number}/update?_method=delete").status_code == 409


def test_a_link_never_gains_their_text(editor, client, wire):
    number = updated(editor, wire, rights="link", headline="Rope walk", body="<p>Theirs.</p>",
                     summary="Theirs too.")  # fmt: skip
    editor.post(f"{INBOX}{number}/update")
    shown = client.get("/news/rope").text
    assert "Rope walk" in shown
    assert "Our words." in shown
    assert "Theirs" not in shown


def test_new_pictures_need_words(editor, wire):
    picture = {"url": "https://a.example/1.jpg", "alt": "", "hash": "0" * 20}
    number = updated(editor, wire, pictures=[picture])
    assert editor.post(f"{INBOX}{number}/update").status_code == 422
    answer = editor.post(f"{INBOX}{number}/update", data={"alt-0": "A rope"})
    assert answer.status_code == 303
    assert wire.row(number).pictures[0]["alt"] == "A rope"


def test_only_what_was_compared_is_applied(editor, client, wire):
    number = updated(editor, wire, body="<p>Three.</p>")
    address = f"{INBOX}{number}/update"
    seen = Page(editor.get(address).text).one("input", name="seen")[0]["value"]
    wire.change(number, update_at=clock.now() + timedelta(minutes=1))
    refused = editor.post(address, data={"seen": seen})
    assert refused.status_code == 409
    assert "changed while you were comparing" in refused.text
    assert "Two hundred" in client.get("/news/rope").text
    again = Page(refused.text).one("input", name="seen")[0]["value"]
    assert editor.post(address, data={"seen": again}).status_code == 303
