"""Leaving a reply with script: the form opens in place, and the sound plays on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.held import first_of
from tests.browser.test_screens import TOO_WIDE
from tests.comments.browser.replies import (
    REFUSALS,
    SETTINGS,
    SHOWN,
    STORY,
    WAITS,
    WRITTEN,
    Scene,
    expect_refusal,
    fill,
    on_one_station,
    outcomes,
)

pytestmark = pytest.mark.xdist_group("browser")

TALKED = "/news/seventeen-takes-in-the-rain"
MARK = "() => (document.querySelector('[data-sound]').mark = 'kept')"
MARKED = "() => document.querySelector('[data-sound]').mark"
FORM = "[data-thread] [data-reply-form]"
LEAVE = "[data-thread] p > [data-reply-link]"
LOST = "Couldn’t reach the station. Your text is still here: please send it again."


@pytest.fixture
def station(make_station):
    """The station, which asks for websites and has lists of words."""
    return make_station(**SETTINGS)


@pytest.fixture
def visit(station, page):
    """Open a story, whose player must never be put in anew."""

    def go(address=STORY):
        if page.url.startswith(station.url):
            assert page.evaluate(MARKED) == "kept"
        page.goto(station.url + address)
        expect(page.locator("[data-player] [data-listen]")).to_be_visible()
        page.evaluate(MARK)

    yield go
    assert page.evaluate(MARKED) == "kept"


def open_form(page, link):
    """Presses a link to the form; gives the form."""
    link.click()
    form = page.locator(FORM)
    expect(form.locator("[name=text]")).to_be_focused()
    return form


def press_send(page):
    """Presses the button; gives the answer to the form."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.get_by_role("button", name="Send reply").click()
    return sent.value


def posts(station):
    """How many replies the station was sent."""
    return sum(path.endswith("/comments") for path, _, _ in station.answered)


def test_the_form_opens_where_it_is_asked_for(station, page, visit):
    visit(TALKED)
    assert not any(path.endswith("/reply") for path, _, _ in station.answered)
    opinion = page.locator(".opinion").nth(1)
    form = open_form(page, opinion.locator("[data-reply-link]"))
    expect(form.locator("h3")).to_have_text("Reply to Extra no. 23")
    expect(page.locator(f"#{opinion.get_attribute('id')} + form")).to_have_count(1)
    expect(page.locator("h1")).to_have_count(1)
    open_form(page, page.locator(LEAVE))
    expect(form).to_have_count(1)
    expect(form.locator("h3")).to_have_text("Leave a Reply")
    expect(page).to_have_url(station.url + TALKED)


@on_one_station(but="form over 1 MB")
def test_what_is_refused_comes_back_filled_in(station, newsroom, page, visit, passes, amiss, names):
    for refusal in map(REFUSALS.get, names):
        amiss.forgiven.append(f"status of {refusal.code}")
        written = WRITTEN | refusal.typed
        visit()
        links = page.locator(".opinion [data-reply-link]" if refusal.is_answer else LEAVE)
        form = open_form(page, links.first)
        fill(form, written)
        refusal.meanwhile(Scene(page, form, newsroom, passes))
        passes(refusal.seconds)
        answer = press_send(page)
        expect_refusal(answer, form, refusal, written)
        wanted = "[aria-invalid]" if refusal.wrong else "[data-reply-notice]"
        expect(form.locator(wanted).first).to_be_focused()
        expect(page).to_have_url(station.url + STORY)
        page.unroute_all()


def test_what_is_too_long_to_send_stays_in_its_form(station, page, visit, passes, amiss):
    amiss.forgiven.append("status of 413")
    visit()
    form = open_form(page, page.locator(LEAVE))
    notice = form.locator("[data-reply-notice]")
    refusal = REFUSALS["form over 1 MB"]
    fill(form, WRITTEN | refusal.typed)
    form.get_by_role("button", name="Send reply").click()
    expect(notice).to_contain_text(refusal.says)
    expect(notice).to_be_focused()
    expect(form.locator("[name=text]")).to_have_value(refusal.typed["text"])
    assert posts(station) == 0
    fill(form, WRITTEN)
    page.route("**/comments", lambda route: route.fulfill(status=413))  # by a proxy in front
    form.get_by_role("button", name="Send reply").click()
    expect(notice).to_be_focused()
    expect(form.locator("[name=text]")).to_have_value(WRITTEN["text"])
    page.unroute("**/comments")
    passes(20)
    press_send(page)
    expect(page.locator(".opinion:focus .words")).to_contain_text(SHOWN)


def test_what_becomes_of_replies_is_shown_in_place(newsroom, page, visit, passes):
    visit()
    for name, state, written in outcomes():
        form = open_form(page, page.locator(LEAVE))
        fill(form, written)
        passes(3600)
        press_send(page)
        expect(form, name).to_have_count(0)
        assert newsroom.newest() == (written["text"], state), name
        if state == "approved":
            opinion = page.locator(".opinion:focus")
            expect(opinion.locator(".words")).to_have_text(written["text"])
            number = opinion.get_attribute("id").removeprefix("comment-")
            expect(page).to_have_url(
                re.compile(rf"{STORY}\?c={number}&edit=[\w.~-]+#comment-{number}$")
            )
            expect(page.locator(".thread h2 .num")).to_have_text("2")
        else:
            notice = page.locator(".outcome").first
            expect(notice.locator("h3")).to_be_focused()
            expect(notice.locator("h3")).to_have_text(WAITS)
            expect(notice.locator(".words")).to_have_text(written["text"])
            expect(page.locator(".thread h2 .num")).to_have_text("1")


def test_what_was_typed_goes_with_the_reader_from_one_opinion_to_another(page, visit, passes):
    visit(TALKED)
    written = WRITTEN | {"website": "https://example.org/bells"}
    fill(open_form(page, page.locator(LEAVE)), written)
    passes(20)
    third = page.locator(".opinion").nth(2)
    number = third.get_attribute("id").removeprefix("comment-")
    form = open_form(page, third.locator("[data-reply-link]"))
    expect(form).to_have_count(1)
    for name, words in written.items():
        expect(form.locator(f"[name={name}]")).to_have_value(words)
    expect(form.locator("[name=parent]")).to_have_value(number)
    passes(20)
    press_send(page)
    expect(page.locator(f"#comment-{number} + ol .opinion:focus .words")).to_contain_text(SHOWN)


def test_closed_and_opened_again_the_form_has_what_was_typed(page, visit):
    visit(TALKED)
    for link in (page.locator(LEAVE), page.locator(".opinion [data-reply-link]").nth(1)):
        form = open_form(page, link)
        fill(form, WRITTEN)
        form.get_by_role("button", name="Close").click()
        expect(form).to_be_hidden()
        expect(link).to_be_focused()
        page.keyboard.press("Enter")
        expect(form.locator("[name=text]")).to_be_focused()
        expect(form).to_have_count(1)
        for name, words in WRITTEN.items():
            expect(form.locator(f"[name={name}]")).to_have_value(words)


def test_a_station_that_is_gone_while_a_reply_is_sent(newsroom, page, visit, passes, amiss):
    amiss.forgiven.append("Failed to load resource")
    visit()
    form = open_form(page, page.locator(LEAVE))
    fill(form, WRITTEN)
    passes(20)
    notice = form.locator("[data-reply-notice]")
    for breaks in (lambda route: route.abort(), lambda route: route.fulfill(status=502)):
        page.route("**/comments", breaks)
        form.locator("[name=text]").focus()
        form.get_by_role("button", name="Send reply").click()
        expect(notice).to_be_focused()
        expect(notice).to_have_text(LOST)
        expect(form.locator("[name=text]")).to_have_value(WRITTEN["text"])
    page.unroute("**/comments")
    press_send(page)
    expect(page.locator(".opinion:focus .words")).to_contain_text(SHOWN)
    assert newsroom.newest() == (WRITTEN["text"], "approved")


@pytest.mark.parametrize("how", ["station gone", "opinion gone"])
def test_a_form_that_does_not_open_leaves_the_open_one(newsroom, page, visit, amiss, how):
    amiss.forgiven.append("Failed to load resource")
    visit()
    form = open_form(page, page.locator(LEAVE))
    fill(form, WRITTEN)
    if how == "station gone":
        page.route("**/reply?to=*", lambda route: route.abort())
    else:
        newsroom.take_for_spam()
    page.locator(".opinion [data-reply-link]").click()
    notice = form.locator("[data-reply-notice]")
    expect(notice).to_be_focused()
    expect(notice).to_have_text(LOST if how == "station gone" else "Page not found")
    expect(form.locator("[name=text]")).to_have_value(WRITTEN["text"])


def test_two_presses_send_one_reply(station, page, visit, passes):
    visit()
    form = open_form(page, page.locator(LEAVE))
    fill(form, WRITTEN)
    passes(20)
    form.get_by_role("button", name="Send reply").evaluate("(one) => (one.click(), one.click())")
    expect(page.locator(".opinion:focus .words")).to_contain_text(SHOWN)
    assert posts(station) == 1


def test_a_deep_thread_and_its_form_fit_on_a_telephone(newsroom, page, visit):
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 6
    newsroom.hear_a_quarrel(*[f"{n} {word} https://example.org/{word}" for n in range(6)])
    visit()
    open_form(page, page.locator(".level-5 [data-reply-link]").last)
    for width in (320, 375):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate(TOO_WIDE) == [], f"at {width} px"
        levels = [page.locator(f".level-{level} > .opinion").last for level in range(1, 6)]
        starts = [level.bounding_box()["x"] for level in levels]
        assert starts[0] < starts[1] < starts[2] == starts[3] == starts[4]
        to = page.locator(".opinion .to")
        assert [to.nth(n).bounding_box()["width"] > 1 for n in range(5)] == [False] * 2 + [True] * 3


def held_back(page, address):
    """Requests to `address`, which are not answered until the test continues them."""
    held = []
    page.route(address, lambda route: held.append(route))
    return held


def test_the_link_pressed_last_has_the_form(page, visit):
    visit(TALKED)
    held = held_back(page, "**/reply?to=*")
    opinion = page.locator(".opinion").nth(1)
    with page.expect_request("**/reply?to=*"):
        opinion.locator("[data-reply-link]").click()
    form = open_form(page, page.locator(LEAVE))
    form.locator("[name=text]").fill("Tide")
    with page.expect_response("**/reply?to=*"):
        first_of(page, held).continue_()
    page.keyboard.type("s")
    expect(form.locator("h3")).to_have_text("Leave a Reply")
    expect(form.locator("[name=text]")).to_have_value("Tides")


def test_a_form_stays_in_its_place_while_it_is_sent(page, visit, passes, amiss):
    amiss.forgiven.append("status of 422")
    visit(TALKED)
    form = open_form(page, page.locator(LEAVE))
    fill(form, WRITTEN | {"email": "fish.example"})
    passes(20)
    asked, held = held_back(page, "**/reply?to=*"), held_back(page, "**/comments")
    with page.expect_request("**/comments"):
        form.get_by_role("button", name="Send reply").click()
    page.locator(".opinion [data-reply-link]").first.click()
    first_of(page, held).continue_()
    expect(form.locator("[name=email]")).to_be_focused()
    assert asked == []
