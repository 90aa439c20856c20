"""Labels for the reasons that messages to the studio are flagged or spam."""

from flask_babel import lazy_gettext as _l

WHY = {
    "honeypot": _l("Filled in the hidden field that catches bots"),
    "word": _l("Contains a word from the station’s lists"),
    "links": _l("Contains many links"),
    "name": _l("Name looks like the station’s or a staff member’s"),
    "network": _l("Many messages from the same network"),
    "blocked": _l("From a blocked writer"),
}
