"""Who may do what on the pages of the record; tests/accounts/test_matrix.py tries it."""

from tests.accounts.guards import ADMIN, SENDER

TABLE = {
    "GET /desk/tokens/": ADMIN,
    "POST /desk/tokens/": ADMIN,
    "DELETE /desk/tokens/<int:number>": ADMIN,
    "POST /studio/plays": SENDER,
}
