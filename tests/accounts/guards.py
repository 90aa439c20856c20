"""Kinds of guard on the staff's part of the site: who may do what a route does."""

STAFF = "staff"  # who holds a role
DJ = "dj"  # who may use the studio
EDITOR = "editor"
ADMIN = "admin"
OWN_STORY = "own story"  # editors all; a DJ one's own, and 404 for another's
OWN_UPLOAD = "own upload"  # the same for pictures and clips
OWN_SHOW = "own show"  # the same for a show that one presents
OWN_SESSION = "own session"  # everybody one's own, nobody another's
OWN = "own account"  # who is signed in, with or without a role
SENDER = "sender"  # who sends an API token
OPEN = "open"  # leads to the sign-in, or is opened by a link in a mail
