"""Decisions in the inbox: drafts, dismissals and their undoing, several at once, two editors."""

from tests.news.helpers import Page

INBOX = "/desk/wire/"
DECISIONS = f"{INBOX}decisions"


def test_a_draft_with_attribution(editor, wire, cast):
    source = wire.source("Slipway <Commons>", rights="full", tags=["Harbour"], language="de")
    number = wire.entry(source, "Rope walk", author="Ann", body="<p>Two hundred metres.</p>",
                        read_more=[{"title": "More", "url": "https://a.example/m"}])  # fmt: skip
    answer = editor.post(f"{INBOX}{number}/draft")
    story = wire.story()
    assert answer.location == f"/desk/stories/{story.id}"
    assert (story.headline, story.slug, story.byline) == ("Rope walk", "rope-walk", "Ann")
    assert (story.source_name, story.rights) == ("Slipway <Commons>", "full")
    assert story.source_url == "https://tides.example.org/piano?a=1&b=2"
    assert (story.owner_id, story.publish_at) == (cast["editor"], None)
    assert (story.language, story.tag_names) == ("de", ["Harbour"])
    assert story.read_more == [{"title": "More", "url": "https://a.example/m"}]
    assert wire.state(number) == "drafted"
    history = editor.get(f"/desk/stories/{story.id}/revisions/").text
    assert "imported from the newswire" in history


def test_a_link_only_draft_has_nothing_of_theirs(editor, wire):
    number = wire.entry(headline="Piano", summary="Their own words.", body="<p>Their text</p>")
    editor.post(f"{INBOX}{number}/draft")
    story = wire.story()
    assert (story.standfirst, story.body, story.byline) == ("", "", "The Tide Table")


def test_dismissed_and_undone(editor, wire):
    number, following = wire.entry(), wire.entry()
    data = {"back": "tab=new&page=1&x=//evil.example", "next": str(following)}
    answer = editor.post(f"{INBOX}{number}/dismissal", data=data)
    assert answer.status_code == 303
    assert answer.location == f"{INBOX}?tab=new&page=1&undo={number}#entry-{following}"
    assert wire.state(number) == "dismissed"
    page = editor.get(f"{INBOX}?undo={number},{following},x,-1")
    assert page.text.count("Entry dismissed.") == 1
    undo = Page(page.text).inside("form", class_="flash undo")
    assert [found["value"] for found, _ in undo.all("input", name="ids")] == [str(number)]
    editor.post(DECISIONS, data={"act": "restoration", "ids": [number]})
    assert wire.state(number) == "new"
    editor.post(f"{INBOX}{number}/dismissal")
    assert editor.post(f"{INBOX}{number}/dismissal?_method=delete").status_code == 303
    assert wire.state(number) == "new"


def test_several_at_once(editor, wire):
    excerpt = wire.source(rights="excerpt")
    ready = wire.entry(excerpt, "Ready", summary="Theirs.")
    lacking, gone = wire.entry(headline="Lacks a sentence"), wire.entry(state="dismissed")
    sent = {"act": "publication", "ids": [ready, lacking, gone, "x"]}
    text = editor.post(DECISIONS, data=sent, follow_redirects=True).text
    for words in ("Entry published.", "1 entry needs something", "1 entry was decided by someone"):
        assert words in text
    assert [wire.state(one) for one in (ready, lacking, gone)] == ["published", "new", "dismissed"]
    assert (wire.story().headline, wire.story().standfirst) == ("Ready", "Theirs.")
    answer = editor.post(DECISIONS, data={"act": "dismissal", "ids": [lacking]})
    assert f"undo={lacking}" in answer.location


def test_nothing_is_selected_or_asked(editor, wire):
    assert "Select at least one" in editor.post(
        DECISIONS, data={"act": "dismissal"}, follow_redirects=True
    ).text  # fmt: skip
    assert editor.post(DECISIONS, data={"act": "x", "ids": ["1"]}).status_code == 422
    assert editor.post(DECISIONS, data={"act": "dismissal", "ids": ["1"] * 51}).status_code == 422


def test_a_colleague_was_faster(as_staff, editor, wire):
    number = wire.entry()
    as_staff("other_editor").post(f"{INBOX}{number}/dismissal")
    for path in ("draft", "dismissal", "publication"):
        answer = editor.post(f"{INBOX}{number}/{path}")
        assert answer.status_code == 409
        assert "Emil Print dismissed this entry at 12:00." in answer.text
    assert editor.get(f"{INBOX}{number}/publication").status_code == 409
    assert wire.stories() == []
    editor.post(f"{INBOX}{number}/dismissal?_method=delete")
    assert editor.post(f"{INBOX}{number}/dismissal?_method=delete").status_code == 409


def test_unknown_numbers(editor, wire):
    for number in (999, 10**12):
        for path in ("draft", "dismissal", "publication", "takedown", "update"):
            assert editor.post(f"{INBOX}{number}/{path}").status_code == 404


def test_a_token_is_needed(app, editor, wire):
    number = wire.entry()
    app.config["WTF_CSRF_ENABLED"] = True
    assert editor.post(f"{INBOX}{number}/dismissal").status_code == 400
    assert wire.state(number) == "new"
