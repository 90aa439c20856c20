"""Shows at the desk: written, changed by two at once, ended, deleted; by editors and presenters."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from blueprints.accounts.models import AuditEntry
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.shows.models import ScheduleChange, ScheduleState, Show, Slot
from tests.media.library.sent import check_in_use, send_one
from tests.news.helpers import Page
from tests.shows.rows import SHOW, add_episode, add_show, add_slot, all_of, give_presenter


def test_a_show_is_added_listed_and_changed(editor, app, cast):
    number = add_show(editor)
    presenter = give_presenter(app, number, cast["dj"])
    add_slot(editor, number, every="2", ends="19:00", starts="22:00")
    row = Page(editor.get("/desk/shows/").text).inside("ul", class_="rows").texts("span")
    assert row[0].startswith("Monday 22:00–19:00 Europe/Berlin, every other week")
    assert row[-1] == "with Dana"
    form = Page(editor.get(f"/desk/shows/{number}").text)
    assert form.one("input", id="slug")[0]["value"] == "night-ferry"
    assert "checked" in form.one("input", id=f"presenter-{presenter}")[0]
    changed = SHOW | {"title": "Day Ferry", "slug": "", "since": "", "version": "1"}
    assert editor.post(f"/desk/shows/{number}", data=changed).status_code == 303
    with app.app_context():
        (show,) = db.session.scalars(select(Show))
        assert (show.title, show.slug, show.version) == ("Day Ferry", "day-ferry", 2)
        assert (show.since, show.presenters) == (None, [])
        assert db.session.get(ScheduleState, 1).version == 3
        acts = db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts == ["show changed", "schedule changed", "show changed"]


def test_two_at_once_lose_nothing(editor, as_staff, app):
    number = add_show(editor)
    theirs = SHOW | {"version": "1", "slug": "night-ferry", "body": "<p>Theirs.</p>"}
    assert as_staff("other_editor").post(f"/desk/shows/{number}", data=theirs).status_code == 303
    mine = theirs | {"body": "<p>Mine.</p>", "category": "Talk"}
    refused = editor.post(f"/desk/shows/{number}", data=mine)
    assert refused.status_code == 409
    page = Page(refused.text)
    assert "Emil Print saved this show while you were editing." in page.texts("h2")
    assert page.one("textarea", name="body")[1] == "<p>Mine.</p>"
    assert page.one("input", id="category")[0]["value"] == "Talk"
    again = mine | {"version": page.one("input", name="version")[0]["value"]}
    assert editor.post(f"/desk/shows/{number}", data=again).status_code == 303
    assert all_of(app, Show)[0].body == "<p>Mine.</p>"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Enter a title for the show."),
        ({"title": "x" * 201, "slug": "x"}, "1 character too long"),
        ({"slug": "night ferry"}, "already used by another show"),
        ({"slug": "///"}, "letters and digits"),
        ({"since": "0"}, "Enter a year from 1900"),
        ({"since": "9999"}, "Enter a year from 1900"),
        ({"since": "9" * 400}, "Enter a year from 1900"),
        ({"language": "<b>"}, "Enter a language code"),
        ({"picture": "99"}, "not in the library"),
        ({"presenters": "99"}, "A presenter was removed meanwhile"),
        ({"description": "x" * 601}, "1 character too long"),
    ],
)
def test_a_wrong_form_comes_back_as_typed(editor, wrong, words, app):
    add_show(editor)
    answer = editor.post("/desk/shows/", data=SHOW | {"body": "<p>Kept & typed</p>"} | wrong)
    assert answer.status_code == 422
    assert words in answer.text
    assert Page(answer.text).one("textarea", name="body")[1] == "<p>Kept & typed</p>"
    assert len(all_of(app, Show)) == 1


def test_a_show_ends_today_and_is_resumed(traveller, editor, app):
    number = add_show(editor)
    running = add_slot(editor, number, first_on="2026-11-16")
    coming = add_slot(editor, number)
    special = {"day": "2026-12-01", "starts": "10:00", "ends": "11:00"}
    assert editor.post(f"/desk/shows/{number}/specials/", data=special).status_code == 303
    assert editor.post(f"/desk/shows/{number}/ending").status_code == 303
    (slot,) = all_of(app, Slot)
    assert (slot.id, str(slot.last_on)) == (running, "2026-11-22")
    assert (coming != running, all_of(app, ScheduleChange)) == (True, [])
    assert "Ended shows" in editor.get("/desk/shows/").text
    refused = editor.post("/desk/shows/slots/", data={"show": str(number), "weekday": "0"})
    assert (refused.status_code, "Add a show before you add" in refused.text) == (422, True)
    assert editor.post(f"/desk/shows/{number}/ending?_method=delete").status_code == 303
    assert all_of(app, Show)[0].ended_at is None


def test_only_a_show_without_episodes_is_deleted(editor, app):
    number, now, hour = add_show(editor), clock.now(), timedelta(hours=1)
    add_slot(editor, number)
    add_episode(app, number, now + hour / 2, now + hour)
    assert editor.post(f"/desk/shows/{number}?_method=delete").status_code == 303
    assert all_of(app, Show) == all_of(app, Slot) == []
    number = add_show(editor)
    add_episode(app, number, now - hour, now + hour)
    refused = editor.post(f"/desk/shows/{number}?_method=delete")
    assert (refused.status_code, "End it instead." in refused.text) == (409, True)
    assert len(all_of(app, Show)) == 1


def test_a_presenter_edits_the_page_of_the_own_show_alone(editor, as_staff, app, cast):
    own, other = add_show(editor), add_show(editor, title="Dub Station")
    give_presenter(app, own, cast["dj"])
    dj = as_staff("dj")
    assert "Dub Station" not in dj.get("/desk/shows/").text
    assert dj.get(f"/desk/shows/{other}").status_code == 404
    form = Page(dj.get(f"/desk/shows/{own}").text)
    assert form.all("input", id="title") == form.all("input", name="presenters") == []
    typed = {"title": "Mine", "slug": "mine", "description": "Slower.", "body": "<p>Waves.</p>",
             "version": "1"}  # fmt: skip
    assert dj.post(f"/desk/shows/{own}", data=typed).status_code == 303
    with app.app_context():
        show = db.session.get(Show, own)
        assert (show.title, show.slug) == ("Night Ferry", "night-ferry")
        assert (show.description, show.body) == ("Slower.", "<p>Waves.</p>")
        assert [presenter.name for presenter in show.presenters] == ["Dana"]
    refused = dj.post(f"/desk/shows/{own}", data=typed | {"body": "<p>Late.</p>"})
    assert refused.status_code == 409
    assert "Late." in refused.text


def test_a_picture_of_a_show_or_on_its_page_stays(editor, app):
    one = send_one(editor, alternative_text="A ferry")
    two = send_one(editor, "navy")
    refused = editor.post("/desk/shows/", data=SHOW | {"picture": str(two["id"])})
    assert (refused.status_code, "This picture has no alt text." in refused.text) == (422, True)
    add_show(editor, picture=str(one["id"]))
    figure = f'<figure><img src="{two["src"]}" alt="Waves"></figure>'
    add_show(editor, title="Dub Station", body=figure)
    check_in_use(editor, one, "Night Ferry")
    check_in_use(editor, two, "Dub Station")


def test_the_list_costs_the_same_for_many(editor, app, cast, count_queries):
    for number in range(12):
        show = add_show(editor, title=f"Show {number}")
        add_slot(editor, show)
        give_presenter(app, show, cast["dj"])
    with count_queries() as queries:
        assert editor.get("/desk/shows/").status_code == 200
    assert len(queries) <= 9


def test_numbers_beyond_all_are_not_found(editor):
    for path in ("9" * 30, f"slots/{'9' * 30}", f"presenters/{'9' * 30}"):
        assert editor.get(f"/desk/shows/{path}").status_code == 404
