"""Readable names of browsers, from the User-Agent header."""

from flask_babel import gettext as _

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"),
            ("CriOS", "Chrome"), ("FxiOS", "Firefox"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
           ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


def browser_name(header: str) -> str:
    """Return the name of a browser, like "Firefox on Android", from a User-Agent header."""
    browser, system = (
        next((name for mark, name in marks if mark in header), "") for marks in (BROWSERS, SYSTEMS)
    )
    if browser and system:
        return str(_("%(browser)s on %(system)s", browser=browser, system=system))
    return browser or system or str(_("Unknown browser"))
