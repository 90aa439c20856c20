"""Who may do what with reports and quotas; tests/accounts/test_matrix.py tries it."""

from tests.accounts.guards import EDITOR

TABLE = {
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
}
