"""Who may do what with comments at the desk; tests/accounts/test_matrix.py tries it."""

from tests.accounts.guards import EDITOR

TABLE = {
    "GET /desk/comments/": EDITOR,
    "POST /desk/comments/<int:number>/approval": EDITOR,
    "DELETE /desk/comments/<int:number>/approval": EDITOR,
    "POST /desk/comments/<int:number>/rejection": EDITOR,
    "DELETE /desk/comments/<int:number>/rejection": EDITOR,
    "POST /desk/comments/undo": EDITOR,
    "GET /desk/comments/changes.json": EDITOR,
    "GET /desk/comments/<int:number>": EDITOR,
    "POST /desk/comments/<int:number>/reports/decision": EDITOR,
    "GET /desk/comments/<int:number>/edit": EDITOR,
    "POST /desk/comments/<int:number>/edit": EDITOR,
    "GET /desk/comments/<int:number>/reply": EDITOR,
    "POST /desk/comments/<int:number>/reply": EDITOR,
    "POST /desk/comments/<int:number>/closure": EDITOR,
    "DELETE /desk/comments/<int:number>/closure": EDITOR,
    "POST /desk/comments/<int:number>/block": EDITOR,
    "DELETE /desk/comments/<int:number>/block": EDITOR,
    "GET /desk/comments/blocked": EDITOR,
    "DELETE /desk/comments/blocked/<int:number>": EDITOR,
    "GET /desk/comments/ledger": EDITOR,
    "GET /desk/comments/<int:number>/deletion": EDITOR,
    "POST /desk/comments/<int:number>/deletion": EDITOR,
    "POST /desk/comments/<int:number>/spam": EDITOR,
    "DELETE /desk/comments/<int:number>/spam": EDITOR,
    "POST /desk/comments/decisions": EDITOR,
}
