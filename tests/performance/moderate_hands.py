"""A moderator's browser in which only keys are pressed, and what its station told it."""

import time

from tests.comments.browser.queue_page import QUEUE
from tests.performance.moderate_corpus import REJECT, seen_as

FASTEST = 1 / 12  # seconds between two presses
KEYS = {"approve": ["a"], "spam": ["s"], "reject": ["r", "2"]}
FOCUSED = """() => {
  const row = document.activeElement.closest("[data-comment]");
  if (!row) return null;
  const isOpen = !("done" in row.dataset) && !("left" in row.dataset);
  return [Number(row.dataset.comment), row.querySelector(".words").innerText, isOpen];
}"""
SELECTED = """() => [...document.querySelectorAll('[data-comment] [name="ids"]:checked')]
  .map((box) => Number(box.value))"""
IS_LEFT = """(number) =>
  "left" in (document.querySelector(`[data-comment="${number}"]`)?.dataset ?? {})"""
OPEN = """() => document.querySelectorAll(
  '[data-comment]:not([data-done]):not([data-left])').length"""


class Hands:
    """The hands of a moderator: `meant` holds what was pressed, `done` and `left` what the station
    answered, each as (act, number of the comment)."""

    def __init__(self, browser, station, cookie, truth):
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        context.add_cookies([{"name": "session", "value": cookie, "url": station.address("/")}])
        self.page, self.truth, self.presses, self.undos = context.new_page(), truth, 0, 0
        self.meant, self.done, self.left, self._answers = [], [], [], []
        self.theirs = set()  # the page said that the colleague had decided them
        self._pressed_at, self._sent = 0.0, 0
        self.page.on("request", self._hear)
        self.page.on("requestfinished", self._answered)
        self.page.goto(station.address(f"{QUEUE}#queue"))

    def press(self, *keys):
        for key in keys:
            wait = self._pressed_at + FASTEST - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            self._pressed_at = time.monotonic()
            self.page.keyboard.press(key)
            self.presses += 1

    def focused(self):
        """(number, act that it deserves) of the comment with the focus, "" if a colleague has
        decided it; None elsewhere."""
        found = self.page.evaluate(FOCUSED)
        return found and (found[0], self.truth[seen_as(found[1])] if found[2] else "")

    def open_rows(self):
        return self.page.evaluate(OPEN)

    def decide(self, number, act):
        """Decide the comment with the focus."""
        self.meant.append((act, number))
        self.press(*KEYS[act])
        if self.page.evaluate(IS_LEFT, number):
            self.theirs.add(number)

    def err(self, number, act):
        """Decide it wrongly, notice, undo, decide it rightly."""
        wrong = "spam" if act != "spam" else "approve"
        self.decide(number, wrong)
        if number in self.theirs:
            return
        self.undo(number)
        if self.focused() == (number, act):  # else a colleague was faster
            self.decide(number, act)

    def undo(self, *numbers):
        self.meant += [("undo", number) for number in numbers]
        self.undos += 1
        self.press("z")

    def approve_all(self):
        """Select all that are left on the page, and approve them."""
        self.press("Shift+A")
        numbers = self.page.evaluate(SELECTED)
        self.meant += [("approve", number) for number in numbers]
        self.press("a")
        return numbers

    def turn_page(self):
        """Go on to the next comments, once everything is answered; False if none are left."""
        self.listen()
        if self.page.evaluate("() => document.activeElement.matches('[data-reload]')"):
            with self.page.expect_navigation():
                self.press("Enter")
        else:
            self.page.reload()  # as F5 does
        return bool(self.page.locator("[data-comment]").count())

    def listen(self):
        """Wait for the answers on their way, and read them."""
        self.page.wait_for_selector("form[data-several]:not([data-saving])")
        while len(self._answers) < self._sent:
            self.page.wait_for_timeout(5)
        for request in self._answers:
            self._read(request)
        self._answers, self._sent = [], 0

    def _hear(self, request):
        if request.method == "POST":
            self._sent += 1

    def _answered(self, request):
        if request.method == "POST":
            self._answers.append(request)

    def _read(self, request):
        response = request.response()
        answer = response.json()
        path, fields = request.url.split("?")[0].rsplit("/", 1)[-1], request.post_data
        acts = {"approval": "approve", "rejection": REJECT, "spam": "spam", "undo": "undo"}
        act = acts.get(path) or next(acts[a] for a in acts if f"act={a}" in fields)
        self.done += [(act, number) for number in answer["done"]]
        self.left += [(act, one["id"]) for one in answer["left"]]
