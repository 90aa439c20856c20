"""Who may do what in the studio; tests/accounts/test_matrix.py tries it.

Add one line for each route. CONSOLE has the routes of `console`, which stand under /studio and
under /studio/practice: write the address after that. SHARED has the routes of `bp`, in full. Keep
both in alphabetical order of the addresses. DJ: djs and admins get in, editors and staff without
a role get 403; ADMIN: admins alone.
"""

from tests.accounts.guards import ADMIN, DJ  # noqa: F401 - for the lines to come

CONSOLE = {
    "GET /": DJ,
}
SHARED: dict[str, str] = {
    "GET /studio/jingles.json": DJ,
    "PUT /studio/jingles/<key>": DJ,
    "DELETE /studio/jingles/<key>": DJ,
    "GET /studio/library.json": DJ,
    "GET /studio/library/audio/<int:number>": DJ,
    "PUT /studio/library/marks": DJ,
    "POST /studio/library/uploads": DJ,
    "POST /studio/library/uploads/<int:number>": DJ,
    "DELETE /studio/library/uploads/<int:number>": DJ,
}
TABLE = SHARED | {
    route.replace(" ", f" {studio}", 1): kind
    for studio in ("/studio", "/studio/practice")
    for route, kind in CONSOLE.items()
}
