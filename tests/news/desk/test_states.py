"""The life of a story: handed in, published, scheduled, corrected, withdrawn; who may do what."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import select

from blueprints.core.extensions import begin_write, db
from blueprints.mail.outbox import OutgoingMail
from blueprints.media.models import Clip, Picture
from blueprints.news.desk_models import Revision
from blueprints.news.notifications import announce
from tests.news.desk.conftest import TYPED, Desk, errors_of
from tests.news.feed_rules import broken_rules, items_of, text_of
from tests.news.helpers import Page
from tests.staff import sign_in

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def ledger(app, number):
    with app.app_context():
        query = select(Revision).where(Revision.story_id == number).order_by(Revision.number)
        return [(kept.act, kept.by) for kept in db.session.scalars(query)]


def mails(app):
    with app.app_context():
        query = select(OutgoingMail).order_by(OutgoingMail.id)
        return [(mail.recipient, mail.subject) for mail in db.session.scalars(query)]


def turn(desk, number, what):
    return desk.browser.post(f"/desk/stories/{number}/{what}?_method=delete").status_code


def test_a_djs_story_is_handed_in_published_and_announced(app, dj, editor, client):
    number = dj.write(headline="Night shift")
    assert dj.save(number, "/submission").status_code == 303
    assert mails(app) == [
        (f"{name}@station.example", "For review: Night shift") for name in ("edda", "emil")
    ]
    assert turn(dj, number, "submission") == 303
    assert dj.story(number).handed_in_at is None
    dj.save(number, "/submission")
    assert dj.save(number, standfirst="Now with one.").status_code == 303
    editor.publish(number)
    assert client.get("/news/night-shift").status_code == 200
    for _ in range(2):
        with app.test_request_context():
            begin_write()
            announce()
            db.session.commit()
    assert mails(app)[4:] == [("dana@station.example", "Published: Night shift")]
    assert ledger(app, number) == [
        ("saved", "Dana Deck"), ("submitted", "Dana Deck"), ("returned to draft", "Dana Deck"),
        ("submitted", "Dana Deck"), ("saved", "Dana Deck"), ("published", "Edda Ink"),
    ]  # fmt: skip


def test_what_djs_may_not(dj, editor, at_desk):
    own, theirs = dj.write(), editor.write()
    for what in ("publication", "corrections", "unpublication"):
        assert dj.save(own, f"/{what}").status_code == 403
    for what in ("publication", "unpublication"):
        assert turn(dj, own, what) == 403
    assert dj.save(own, pinned="y").status_code == 403
    assert dj.browser.post("/desk/stories/", data=TYPED | {"pinned": "y"}).status_code == 403
    assert at_desk("admin").form(f"/desk/stories/{own}")["headline"] == TYPED["headline"]
    paths = ("", "/revisions/")
    for path in paths:
        assert dj.browser.get(f"/desk/stories/{theirs}{path}").status_code == 404
        assert at_desk("other_dj").browser.get(f"/desk/stories/{own}{path}").status_code == 404
    for what in ("", "/submission", "/preview-links", "/revisions/1/restoration"):
        answer = dj.browser.post(f"/desk/stories/{theirs}{what}", data=TYPED | {"version": "1"})
        assert answer.status_code == 404
    editor.publish(own)
    assert dj.browser.get(f"/desk/stories/{own}").status_code == 200  # to be read
    assert dj.browser.post(f"/desk/stories/{own}", data=TYPED | {"version": "2"}).status_code == 403
    assert dj.browser.put(f"/desk/autosaves/story-{own}", json={}).status_code == 403


def test_what_is_unfinished_is_not_published(app, editor):
    with app.app_context():
        plain = Picture(hash="0123456789abcdef0123", width=900, height=600)
        db.session.add(plain)
        db.session.commit()
        lead = str(plain.id)
    bare = '<img src="/media/0123456789abcdef0123-640.jpg" alt="">'
    for typed, where in (
        ({"headline": ""}, {"headline"}),
        ({"standfirst": "", "body": ""}, {"body"}),
        ({"body": f"<p>a</p>{bare}"}, {"body"}),
        ({"lead_picture": lead}, {"lead_picture"}),
    ):
        number = editor.write(**typed)
        answer = editor.save(number, "/publication")
        assert (answer.status_code, set(errors_of(answer))) == (422, where)
        assert editor.story(number).publish_at is None
    public = editor.write()
    editor.publish(public)
    assert editor.save(public, body=bare).status_code == 422  # what readers see stays fit for them
    decorative = f'<figure class="picture decorative">{bare}</figure>'
    assert editor.save(public, body=decorative).status_code == 303


def test_what_does_not_fit_the_state_is_409(editor):
    draft = editor.write()
    for what in ("submission", "publication", "unpublication"):
        assert turn(editor, draft, what) == 409
    assert editor.save(draft, "/corrections", correction="x").status_code == 409
    editor.publish(draft)
    for what in ("/submission", "/publication"):
        assert editor.save(draft, what).status_code == 409


def test_a_correction_shows_with_its_date_and_is_no_new_item(at_desk, client):
    with time_machine.travel(NOON, tick=False) as clock:
        editor = at_desk("editor")
        number = editor.write()
        address = editor.publish(number)
        before = items_of(client.get("/news/feed.xml"))[0]
        clock.shift(timedelta(hours=2))
        assert editor.save(number, "/corrections").status_code == 422
        editor.save(number, "/corrections", correction="A ferry, not a barge.", headline="Mended")
    answer = client.get("/news/feed.xml")
    (after,) = items_of(answer)
    assert broken_rules(answer.data, "http://127.0.0.1:8000/news/feed.xml") == []
    for same in ("guid", "pubDate", "link"):
        assert text_of(after, same) == text_of(before, same)
    assert text_of(before, "atom:updated") is None
    assert text_of(after, "atom:updated") == "2026-03-02T14:00:00.000Z"
    page = Page(client.get(address).text)
    assert page.inside("section", id="corrections").texts("p") == [
        "Monday 2 March 2026, 14:00: A ferry, not a barge."
    ]
    assert page.texts("h1") == ["Mended"]


def test_a_withdrawn_story_is_gone_with_a_note_until_it_is_brought_back(editor, client):
    number = editor.write()
    address = editor.publish(number)
    long = editor.browser.post(f"/desk/stories/{number}/unpublication", data={"note": "x" * 601})
    assert (long.status_code, set(errors_of(long))) == (422, {"note"})
    editor.browser.post(
        f"/desk/stories/{number}/unpublication", data={"note": "It was <b>wrong</b>."}
    )
    gone = client.get(address)
    assert gone.status_code == 410
    assert "It was &lt;b&gt;wrong&lt;/b&gt;." in gone.text
    assert turn(editor, number, "unpublication") == 303
    assert client.get(address).status_code == 200


def test_the_last_pin_leads_the_front_page(at_desk, client, count_queries):
    def lead():
        return Page(client.get("/").text).inside("section", aria_label="Lead story").texts("h2")

    pinned = {}
    with time_machine.travel(NOON, tick=False) as clock:
        editor = at_desk("editor")
        for number in range(9):
            pinned[number] = editor.write(headline=f"Story {number}")
            editor.publish(pinned[number])
            clock.shift(60)
        editor.save(pinned[5], pinned="y")
        clock.shift(60)
        editor.save(pinned[0], pinned="y")
        assert lead() == ["Story 0"]
        with count_queries() as queries:
            page = client.get("/").text
        assert len(queries) <= 7  # with the schedule
        assert [n for n in range(9) if f">Story {n}<" in page] == [0, 4, 5, 6, 7, 8]
        sent = editor.form(f"/desk/stories/{pinned[0]}")
        del sent["pinned"]
        editor.browser.post(f"/desk/stories/{pinned[0]}", data=sent)
        assert lead() == ["Story 5"]


# Times


@pytest.mark.parametrize(
    ("zone", "typed", "said"),
    [
        ("Europe/Lisbon", "2026-03-29T01:30", "there is no 01:30"),
        ("America/Asuncion", "2024-10-06T00:15", "there is no 00:15"),
        ("Australia/Lord_Howe", "2026-10-04T02:10", "there is no 02:10"),
    ],
)
def test_a_time_that_spring_leaves_out_is_refused(make_app, as_staff, cast, zone, typed, said):
    as_staff("editor")
    app = make_app(RADIO_TIMEZONE=zone, WTF_CSRF_ENABLED=False)
    desk = Desk(app, sign_in(app, cast["editor"]))
    answer = desk.save(desk.write(), "/publication", publish_at=typed)
    assert answer.status_code == 422
    assert said in errors_of(answer)["publish_at"]


def test_a_time_that_autumn_shows_twice_is_the_first_and_said_so(make_app, cast):
    app = make_app(RADIO_TIMEZONE="Europe/Lisbon", WTF_CSRF_ENABLED=False)
    with time_machine.travel(datetime(2026, 10, 1, tzinfo=UTC), tick=False):
        desk = Desk(app, sign_in(app, cast["editor"]))
        number = desk.write()
        answer = desk.save(number, "/publication", publish_at="2026-10-25T01:30")
        assert desk.story(number).publish_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        assert "the first is meant" in desk.browser.get(answer.location).text


AROUND = range(0, 72, 11)  # hours from the first midnight
MONTH = range(0, 38 * 24, 82)
CHANGES = {
    "Europe/Lisbon": [("2026-03-27", AROUND), ("2026-10-23", AROUND)],
    "Australia/Lord_Howe": [("2026-04-03", AROUND), ("2026-10-02", AROUND)],
    "Africa/Casablanca": [("2026-02-13", MONTH)],  # back before Ramadan, forward after it
}


@pytest.mark.parametrize("zone", CHANGES)
def test_each_scheduled_story_comes_at_its_minute_through_both_changes_of_the_clock(
    make_app, cast, zone
):
    app = make_app(RADIO_TIMEZONE=zone, WTF_CSRF_ENABLED=False)
    reader = app.test_client()
    for first, hours_on in CHANGES[zone]:
        day = datetime.fromisoformat(f"{first}T00:00").replace(tzinfo=ZoneInfo(zone))
        with time_machine.travel(day - timedelta(hours=5), tick=False):
            desk, planned = Desk(app, sign_in(app, cast["editor"])), {}
            for hours in hours_on:  # by the clocks on the wall
                wall = day.replace(tzinfo=None) + timedelta(hours=hours, minutes=37)
                typed = wall.strftime("%Y-%m-%dT%H:%M")
                number = desk.write(headline=f"At {typed}")
                answer = desk.save(number, "/publication", publish_at=typed)
                assert answer.status_code == 303, errors_of(answer)
                shown = desk.form(f"/desk/stories/{number}")["publish_at"]
                assert shown == typed
                planned[f"At {typed}"] = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for headline, moment in planned.items():
            with time_machine.travel(moment - timedelta(seconds=1), tick=False):
                assert headline not in reader.get("/news/").text
            with time_machine.travel(moment, tick=False):
                assert headline in reader.get("/news/").text


def test_a_schedule_is_changed_and_ended(at_desk, client):
    with time_machine.travel(NOON, tick=False) as clock:
        editor = at_desk("editor")
        number = editor.write()
        editor.publish(number, publish_at="2026-03-02T13:00")
        editor.save(number, publish_at="2026-03-02T14:00")
        assert editor.story(number).publish_at == NOON + timedelta(hours=2)
        assert turn(editor, number, "publication") == 303
        clock.shift(timedelta(days=1))
        assert client.get("/news/").text.count("Seventeen takes") == 0
        draft = editor.save(number, publish_at="2026-03-09T14:00")
        assert "when you publish" in editor.browser.get(draft.location).text


def test_clips_and_link_cards_stand_in_the_feed_with_whole_addresses(app, editor, client):
    with app.app_context():
        sound = {"hash": "abcdef0123456789abcd", "ending": "mp3", "title": "The horn", "bytes": 9}
        db.session.add(Clip(**sound, seconds=3.0, transcript="A long note.", uploaded_at=NOON))
        db.session.commit()
    clip = '<figure class="clip"><audio src="/media/abcdef0123456789abcd.mp3"></audio></figure>'
    card = '<figure class="link"><a href="https://films.example/v">A film</a></figure>'
    address = editor.publish(editor.write(body=clip + card))
    answer = client.get("/news/feed.xml")
    assert broken_rules(answer.data, "http://127.0.0.1:8000/news/feed.xml") == []
    content = text_of(items_of(answer)[0], "content:encoded")
    assert 'src="http://127.0.0.1:8000/media/abcdef0123456789abcd.mp3"' in content
    page = Page(client.get(address).text)
    assert (
        page.inside("figure", class_="clip").one("audio")[0]["src"]
        == "/media/abcdef0123456789abcd.mp3"
    )
    assert page.inside("figure", class_="clip").texts("summary") == ["Transcript"]
    assert page.texts("figcaption") == ["The horn", "films.example"]
