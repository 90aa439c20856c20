"""Who may do what on the pages of the record; tests/accounts/test_matrix.py tries it."""

from tests.accounts.guards import ADMIN, SENDER, STAFF

TABLE = {
    "POST /desk/episodes/<int:number>/publication": STAFF,  # presenters and editors; 404 for others
    "GET /desk/tokens/": ADMIN,
    "POST /desk/tokens/": ADMIN,
    "DELETE /desk/tokens/<int:number>": ADMIN,
    "POST /studio/plays": SENDER,
}
