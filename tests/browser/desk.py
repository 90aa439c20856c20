"""Staff's browsers: signed in by a session of their own, without the page; and the editor."""

from urllib.parse import urlsplit

from tests.staff import sign_in, write_cast

PASTE = """(target, parts) => {
  const clipboard = new DataTransfer();
  for (const [kind, text] of Object.entries(parts)) clipboard.setData(kind, text);
  const event = { clipboardData: clipboard, bubbles: true, cancelable: true };
  target.dispatchEvent(new ClipboardEvent("paste", event));
}"""


class Desk:
    """The desk of a station: who works there, and their browsers."""

    def __init__(self, station):
        self.station = station
        self.cast = write_cast(station.app)

    def sign_in(self, context, key="editor"):
        """Sign one of the cast in, in all pages of `context`."""
        client = sign_in(self.station.app, self.cast[key])
        session = client.get_cookie("session").value
        context.add_cookies([{"name": "session", "value": session, "url": self.station.url}])

    def open_editor(self, page, path="/desk/stories/new"):
        """Sign the editor in and open a story's form; return the hand on it."""
        self.sign_in(page.context)
        page.goto(self.station.url + path)
        return Writing(page)


class Writing:
    """A hand on the editor of the page, and on what its form would send."""

    def __init__(self, page):
        self.page = page
        page.set_default_timeout(8000)
        self.text = page.locator("div[role=textbox]")
        self.bar = page.get_by_role("toolbar", name="Text")
        self.saved = page.locator("[data-saved]")

    def button(self, name):
        return self.bar.get_by_role("button", name=name, exact=True)

    def value(self):
        """Return what the form holds."""
        return self.page.locator("textarea[name=body]").input_value()

    def paste(self, html="", plain=""):
        parts = {"text/html": html, "text/plain": plain}
        self.text.evaluate(PASTE, {kind: text for kind, text in parts.items() if text})


def offered(app, addresses):
    """Those of `addresses` that the app has: a feature may have been removed."""
    known = app.url_map.bind("")
    return [address for address in addresses if known.test(urlsplit(address).path, "GET")]
