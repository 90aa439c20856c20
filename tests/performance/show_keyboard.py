"""A DJ's browser in which only keys are pressed."""

from playwright.sync_api import TimeoutError as PlaywrightTimeout

MOST_TABS = 400


class Keyboard:
    """A DJ's browser of which only the keyboard works."""

    def __init__(self, browser, station, cookie):
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC"
        )
        context.add_cookies([{"name": "session", "value": cookie, "url": station.address("/")}])
        self.page, self.tabs = context.new_page(), 0
        self.page.goto(station.address("/studio/"))
        self.page.wait_for_selector("body[data-ready]")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def tab_to(self, selector, holding="", key="Tab"):
        """Go on by Tab until the focus is at `selector`, whose text holds `holding`."""
        for _ in range(MOST_TABS):
            self.press(key)
            self.tabs += 1
            if self.page.evaluate(
                """([selector, text]) => document.activeElement.matches(selector)
                    && document.activeElement.textContent.includes(text)""",
                [selector, holding],
            ):
                return
        raise AssertionError(f"no way to {selector} by {key}")

    def leave_field(self):
        """Leave a field, so that single keys work."""
        self.press("Escape")

    def says(self):
        """What the console says to its user: refusals, notes, the last changes."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll(
                '[role=alert], [role=status], [data-part=edit-list] li')]
                .map((one) => one.textContent.trim()).filter(Boolean)"""
        )

    def sees(self, words, where="body"):
        """Wait until the page says `words`."""
        found = self.page.locator(where, has_text=words).first
        try:
            found.wait_for(timeout=8000, state="attached")
        except PlaywrightTimeout:
            raise TimeoutError(f"{words}; the console says {self.says()}") from None
