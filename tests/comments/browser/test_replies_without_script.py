"""Leaving a reply without script: a thread by keyboard alone, and each refusal and outcome."""

import re

import pytest
from playwright.sync_api import expect

from tests.comments.browser.replies import (
    FORM,
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

QUIET_STORY = "/news/vinyl-fair-returns-to-the-customs-house"
FOCUSED = "(wanted) => [wanted === document.activeElement, document.activeElement.name]"


@pytest.fixture
def page(open_page):
    """A page in a browser that runs no script."""
    return open_page(java_script_enabled=False)


@pytest.fixture
def station(make_station):
    """The station, which asks for websites and has lists of words."""
    return make_station(**SETTINGS)


def tab_to(page, wanted):
    """Presses Tab until `wanted` has the focus; the field for machines never has it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        is_there, name = wanted.evaluate(FOCUSED)
        assert name != "subject"
        if is_there:
            return
    pytest.fail(f"Tab does not reach {wanted}")


def write_by_keyboard(page, text):
    """Fill in the form and send it, by the keys alone."""
    for name, words in {"text": text, "name": "A gull", "email": "gull@example.org"}.items():
        tab_to(page, page.locator(f"{FORM} [name={name}]"))
        page.keyboard.type(words)
    tab_to(page, page.get_by_role("button", name="Send reply"))
    page.keyboard.press("Enter")


def send(page):
    """Presses the button; gives the answer to the form."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.get_by_role("button", name="Send reply").click()
    page.wait_for_load_state()
    return sent.value


def test_a_thread_of_depth_six_is_written_by_keyboard_alone(station, newsroom, page, passes):
    page.goto(station.url + QUIET_STORY)
    link, title = page.locator("[data-reply-link]"), "Leave a Reply"
    opinion = page.locator(".opinion:target")
    for depth in range(1, 7):
        tab_to(page, link)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(title)
        passes(180)
        write_by_keyboard(page, f"Cry {depth}")
        if depth == 1:
            expect(page.locator("h1")).to_have_text(WAITS)
            newsroom.approve_what_waits()
            page.reload()
        expect(page).to_have_url(re.compile(rf"{QUIET_STORY}\?c=(\d+)&edit=[\w.~-]+#comment-\1$"))
        expect(opinion.locator(".words")).to_have_text(f"Cry {depth}")
        expect(opinion).to_be_in_viewport()
        link, title = opinion.locator("[data-reply-link]"), "Reply to A gull"
    for level in range(1, 5):
        words = page.locator(f".level-{level} > .opinion .words")
        expect(words).to_have_text([f"Cry {level}"])
    deepest = page.locator(".level-4 > ol > .level-5 > .opinion .words")
    expect(deepest).to_have_text(["Cry 5", "Cry 6"])


@on_one_station()
def test_what_is_refused_comes_back_filled_in(station, newsroom, page, passes, amiss, names):
    for refusal in map(REFUSALS.get, names):
        amiss.forgiven.append(f"status of {refusal.code}")
        written = WRITTEN | refusal.typed
        to = f"?to={newsroom.first_opinion()}" if refusal.is_answer else ""
        page.goto(f"{station.url}{STORY}/reply{to}")
        form = page.locator(FORM)
        fill(form, written)
        refusal.meanwhile(Scene(page, form, newsroom, passes))
        passes(refusal.seconds)
        expect_refusal(send(page), page.locator("main"), refusal, written)
        if refusal.wrong:
            expect(page.locator("[aria-invalid]").first).to_be_focused()
        page.unroute_all()


def test_what_was_sent_too_fast_is_taken_when_it_is_sent_once_more(station, page, passes, amiss):
    amiss.forgiven.append("status of 422")
    page.goto(f"{station.url}{STORY}/reply")
    fill(page, WRITTEN)
    assert send(page).status == 422
    passes(4)
    assert send(page).status == 303
    expect(page.locator(".opinion:target .words")).to_contain_text(SHOWN)


def test_what_becomes_of_a_reply(station, newsroom, page, passes):
    for name, state, written in outcomes():
        page.goto(f"{station.url}{STORY}/reply")
        fill(page, written)
        passes(3600)
        assert send(page).status == 303, name
        assert newsroom.newest() == (written["text"], state), name
        place = page.locator(".opinion:target" if state == "approved" else "main")
        expect(place.locator(".words")).to_have_text(written["text"])
        if state != "approved":
            expect(page.locator("h1")).to_have_text(WAITS)
            expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")


def test_an_address_for_forms_is_no_page(station, page, amiss):
    amiss.forgiven.append("status of 405")
    answer = page.goto(f"{station.url}{STORY}/comments")
    assert answer.status == 405
    assert "POST" in answer.headers["allow"]
