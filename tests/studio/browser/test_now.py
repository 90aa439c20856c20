"""What plays now on the console, its trouble in words, and the transport."""

import re

import pytest
from playwright.sync_api import expect

from tests.studio.browser.console import Console, moment, usual_state

pytestmark = pytest.mark.xdist_group("browser")

NOW = usual_state()["now"]
TROUBLE = '[data-panel="now"] [data-part="trouble"]'


@pytest.fixture
def console(desk, page):
    """The console of Dana, who has the desk."""
    return Console(desk, page).open()


def part(page, name):
    return page.locator(f'[data-panel="now"] [data-part="{name}"]')


def act(page, name):
    return page.locator(f'[data-panel="now"] [data-act="{name}"]')


def test_what_plays_and_what_remains(console, page):
    expect(part(page, "title")).to_have_text("Night ferry to Gdańsk")
    expect(part(page, "details")).to_have_text("The Lamplighters · Salt")
    expect(part(page, "figures")).to_have_text(re.compile(r"1:[45]\d"))
    expect(part(page, "soon")).to_be_hidden()
    expect(part(page, "outputs")).to_have_text("Sound goes to: web")


def test_the_quotas_of_the_running_show_are_said(console, page):
    expect(part(page, "shares")).to_be_hidden()
    shares = [{"name": "Canadian", "percent": 31, "target": 35.0},
              {"name": "New", "percent": None, "target": None}]  # fmt: skip
    console.becomes(shares=shares)
    expect(part(page, "shares")).to_have_text(
        "\u2068Canadian\u2069 31 % of 35 · \u2068New\u2069 – %"
    )


def test_the_last_half_minute_is_said(console, page):
    console.becomes(now=NOW | {"started_at": moment(-195)})
    expect(part(page, "soon")).to_have_text("ends soon")
    expect(part(page, "figures")).to_have_text(re.compile(r"0:1\d"))


def test_paused_nothing_moves(console, page):
    console.becomes(now=NOW | {"state": "pause", "elapsed": 13.4, "started_at": None})
    expect(part(page, "figures")).to_have_text("3:20")
    expect(part(page, "remaining-label")).to_have_text("paused, remaining")
    expect(page.get_by_role("button", name="Play", exact=False).first).to_be_visible()
    expect(part(page, "soon")).to_be_hidden()


def test_nothing_plays(console, page):
    nothing = {"state": "stop", "id": None, "started_at": None, "elapsed": None}
    console.becomes(now=nothing)
    expect(part(page, "title")).to_have_text("Nothing is playing")
    expect(part(page, "details")).to_have_text("Press Play to start the queue.")
    expect(part(page, "figures")).to_be_empty()
    console.becomes(queue={"rows": [], "more": 0, "seconds": 0, "unknown": 0})
    expect(part(page, "details")).to_contain_text("Add tracks from the library")


def test_nothing_is_known(console, page):
    nothing = {"state": "stop", "id": None, "started_at": None, "elapsed": None}
    rows = {"rows": [], "more": 0, "seconds": 0, "unknown": 0}
    mpd = {"state": "offline", "version": "", "updating": False, "error": None}
    console.becomes(now=nothing, queue=rows, mpd=mpd)
    console.becomes(tag="")
    expect(part(page, "title")).to_have_text("Unknown")
    expect(page.locator('[data-part="lamp"]')).to_have_text("Unknown")
    expect(page.locator('[data-panel="queue"] [data-part="empty"]')).to_contain_text(
        "can’t be read"
    )


def test_a_track_without_a_length_counts_up(console, page):
    console.becomes(now=NOW | {"duration": None, "started_at": moment(-70)})
    expect(part(page, "remaining-label")).to_have_text("playing for")
    expect(part(page, "figures")).to_contain_text("1:1")


def test_when_the_queue_runs_dry(console, page):
    rows = console.state["queue"]["rows"][:1]
    console.becomes(queue={"rows": rows, "more": 0, "seconds": 60.0, "unknown": 0})
    expect(part(page, "dry")).to_contain_text("Queue ends in 2:")
    console.becomes(queue={"rows": [], "more": 0, "seconds": 0, "unknown": 0})
    expect(part(page, "dry")).to_have_text("Nothing comes after this track")
    console.becomes(options=console.state["options"] | {"repeat": True})
    expect(part(page, "dry")).to_have_text("The queue repeats")


def test_the_lamp_tells_a_spin(console, page):
    spin = {"id": 9, "source": "spin", "artist": "Ella", "title": "Blue Skies"}
    console.becomes(manual=spin | {"started_at": moment(), "ends_by": moment(600)})
    expect(page.locator('[data-part="lamp"]')).to_have_text("On air: spin")


def test_each_trouble_is_said(console, page):
    mpd = console.state["mpd"]
    trouble = page.locator(TROUBLE)
    expect(trouble).to_be_hidden()
    console.becomes(mpd=mpd | {"state": "stale"})
    expect(trouble).to_contain_text("MPD answered last at ")
    console.becomes(mpd=mpd | {"state": "offline"})
    expect(trouble).to_contain_text("MPD does not answer.")
    console.becomes(mpd=mpd | {"error": "Failed to decode a.mp3"})
    expect(trouble).to_contain_text("MPD says: Failed to decode a.mp3")
    console.becomes(mpd=mpd, now=NOW | {"started_at": moment(-220)})
    expect(trouble).to_contain_text("MPD has not moved on yet")
    long = NOW | {"started_at": moment(0), "duration": 3600.0}  # it does not end meanwhile
    console.becomes(now=long, outputs=[{"name": "web", "on": False}])
    expect(trouble).to_contain_text("no sound output turned on")
    console.becomes(outputs=[], mpd=mpd | {"updating": True})
    expect(trouble).to_be_hidden()
    expect(part(page, "mild")).to_contain_text("MPD is updating its library")


def test_a_lost_site_is_said_and_found_again(console, page, amiss):
    amiss.forgiven.append("net::ERR_FAILED")
    console.is_away = True
    console.polls_at_once()
    expect(page.locator(TROUBLE)).to_have_text("No connection to the site. Trying again …")
    console.is_away = False
    console.polls_at_once()
    expect(page.locator(TROUBLE)).to_be_hidden()


def test_a_lost_session_is_said(console, page, amiss):
    amiss.forgiven.append("401")
    console.signed_out = True
    console.polls_at_once()
    expect(page.locator(TROUBLE)).to_contain_text("You are signed out.")


def test_pause_and_play_by_the_space_bar(console, page):
    page.keyboard.press("Space")
    expect(page.get_by_role("status").last).to_have_text("Paused")
    assert console.requests("POST", "transport/pause") == [({"id": 12}, "")]
    console.becomes(now=NOW | {"state": "pause", "elapsed": 20.0})
    expect(act(page, "play")).to_contain_text("Play")
    page.keyboard.press("Space")
    expect(page.get_by_role("status").last).to_have_text("Playing")
    assert console.requests("POST", "transport/play") == [({"id": 12}, "")]


def test_the_space_bar_on_a_button_presses_that_button(console, page):
    act(page, "stop-after").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status").last).to_have_text("Stops after this track")
    assert [path for _, path, _, _ in console.sent] == ["transport/stop-after"]


def test_skip_takes_a_second_press(console, page):
    skip = act(page, "skip")
    page.keyboard.press("n")
    expect(skip).to_contain_text("Press again to skip")
    assert console.sent == []
    page.keyboard.press("n")
    expect(page.get_by_role("status").last).to_have_text("Skipped")
    assert console.requests("POST", "transport/skip") == [({"id": 12}, "")]
    expect(skip).to_contain_text("Skip")


def test_shift_skips_at_once(console, page):
    page.keyboard.down("n")
    page.keyboard.down("n")  # as the keyboard repeats it while it is held down
    page.keyboard.up("n")
    expect(act(page, "skip")).to_contain_text("Press again to skip")
    assert console.sent == []
    page.keyboard.press("Shift+N")
    expect(page.get_by_role("status").last).to_have_text("Skipped")
    assert len(console.requests("POST", "transport/skip")) == 1


def test_stop_after_this_is_switched(console, page):
    page.keyboard.press("s")
    expect(page.get_by_role("status").last).to_have_text("Stops after this track")
    console.becomes(options=console.state["options"] | {"stop_after": True})
    button = act(page, "stop-after")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(page.get_by_role("status").last).to_have_text("Goes on after this track")
    assert len(console.requests("DELETE", "transport/stop-after")) == 1


def test_volume_is_for_admins_unless_the_station_says_otherwise(console, page, open_page):
    expect(page.locator("[data-act=volume]")).to_have_count(0)
    other = open_page()
    admins = Console(console.desk, other, "admin").open()
    expect(other.locator('[data-part="volume-label"]')).to_have_text("Volume 80 %")
    with other.expect_response("**/transport/volume"):
        other.locator("[data-act=volume]").fill("70")
    assert admins.requests("PUT", "transport/volume")[-1][0] == {"volume": 70}


def test_another_track_is_current_by_now(console, page, amiss):
    amiss.forgiven.append("409")
    newer = console.state | {"now": NOW | {"id": 13, "title": "Herring Song"}}
    refusal = {"error": "Another track is playing by now.", "todo": "Look, then press again."}
    console.answers["POST", "transport/skip"] = (409, refusal | {"state": newer})
    page.keyboard.press("Shift+N")
    alert = page.locator('[data-panel="now"] [data-refusal]')
    expect(alert).to_contain_text("Another track is playing by now.")
    expect(alert).to_contain_text("Look, then press again.")
    expect(part(page, "title")).to_have_text("Herring Song")


@pytest.mark.parametrize("width", [375, 1024, 1440])
def test_a_second_press_at_the_same_place_skips_and_presses_nothing_else(console, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    console.open()
    button = page.locator("[data-panel=now] [data-act=skip]")
    button.evaluate("button => button.scrollIntoView({ block: 'center' })")
    box = button.bounding_box()
    place = box["x"] + box["width"] - 4, box["y"] + box["height"] / 2
    page.mouse.click(*place)
    expect(button).to_contain_text("Press again to skip")
    page.mouse.click(*place)
    expect(page.locator("[data-status]")).to_have_text("Skipped")
    assert [path for _, path, *_ in console.sent] == ["transport/skip"]
