"""Who may do what on the pages of the record; tests/accounts/test_matrix.py tries it."""

from tests.accounts.guards import ADMIN, EDITOR, SENDER, STAFF

TABLE = {
    "POST /desk/episodes/<int:number>/publication": STAFF,  # presenters and editors; 404 for others
    "GET /desk/quotas/": EDITOR,
    "POST /desk/quotas/": EDITOR,
    "GET /desk/quotas/new": EDITOR,
    "GET /desk/quotas/<int:number>": EDITOR,
    "POST /desk/quotas/<int:number>": EDITOR,
    "DELETE /desk/quotas/<int:number>": EDITOR,
    "POST /desk/quotas/<int:number>/tracks": EDITOR,
    "DELETE /desk/quotas/<int:number>/tracks/<int:track>": EDITOR,
    "GET /desk/reports/": EDITOR,
    "POST /desk/reports/columns": EDITOR,
    "GET /desk/reports/log.csv": EDITOR,
    "GET /desk/reports/recordings/": EDITOR,
    "POST /desk/reports/recordings/": EDITOR,
    "GET /desk/reports/use": EDITOR,
    "GET /desk/tokens/": ADMIN,
    "POST /desk/tokens/": ADMIN,
    "DELETE /desk/tokens/<int:number>": ADMIN,
    "POST /studio/plays": SENDER,
}
