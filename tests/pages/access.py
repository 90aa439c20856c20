"""Who may do what with pages at the desk; tests/accounts/test_matrix.py tries it."""

from tests.accounts.guards import EDITOR

TABLE = {
    "GET /desk/pages/": EDITOR,
    "POST /desk/pages/": EDITOR,
    "GET /desk/pages/new": EDITOR,
    "GET /desk/pages/<slug>": EDITOR,
    "POST /desk/pages/<slug>": EDITOR,
    "DELETE /desk/pages/<slug>": EDITOR,
    "GET /desk/pages/<slug>/deletion": EDITOR,
    "GET /desk/pages/<slug>/revisions/": EDITOR,
    "POST /desk/pages/<slug>/revisions/<int:revision>/restoration": EDITOR,
}
