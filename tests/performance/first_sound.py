"""How long a listener waits: from play() to the first sound of the example station's stream."""

from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.performance.music import playing_mpd
from tests.performance.processes import need
from tests.performance.station import station
from tests.performance.table import Row, at_most, number

STARTS = 5
ARGUMENTS = [
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
]
# The position in a stream begins to move when its first sample is heard.
LISTEN = """stream => new Promise((resolve, reject) => {
  const audio = new Audio(stream);
  const began = performance.now();
  const end = (settle, value) => {
    audio.onerror = null;
    audio.removeAttribute("src");
    audio.load();
    settle(value);
  };
  const look = () => {
    const waited = (performance.now() - began) / 1000;
    if (audio.currentTime > 0) end(resolve, waited);
    else if (waited > 20) end(reject, "no sound within 20 s");
    else setTimeout(look, 5);
  };
  audio.onerror = () => end(reject, audio.error.message);
  audio.play().then(look);
})"""


def measure() -> list[Row]:
    """The median of five starts in Chromium, in seconds."""
    with station() as made, made.served(), playing_mpd(made), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=ARGUMENTS)
        page = browser.new_page()
        page.goto(made.address("/"))
        waits = _waits(page, made.app.config["RADIO_STREAM_URL"])
        browser.close()
    return [number("seconds from play() to the first sound", median(waits), at_most(3, 2), " s")]


def _waits(page: Page, stream: str) -> list[float]:
    """The waits of some listeners, but for the first one that MPD has since its start.

    That one is sent the stream's very beginning, which decoders know sooner; nobody else is.
    """
    page.evaluate(LISTEN, stream)
    return [page.evaluate(LISTEN, stream) for _ in range(STARTS)]
