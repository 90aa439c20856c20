"""Who may do what with the newswire; tests/accounts/test_matrix.py tries it."""

from tests.accounts.guards import EDITOR

TABLE: dict[str, str] = {
    "GET /desk/wire/": EDITOR,
    "POST /desk/wire/<int:number>/draft": EDITOR,
    "POST /desk/wire/<int:number>/dismissal": EDITOR,
    "DELETE /desk/wire/<int:number>/dismissal": EDITOR,
    "GET /desk/wire/<int:number>/publication": EDITOR,
    "POST /desk/wire/<int:number>/publication": EDITOR,
    "POST /desk/wire/<int:number>/takedown": EDITOR,
    "GET /desk/wire/<int:number>/update": EDITOR,
    "POST /desk/wire/<int:number>/update": EDITOR,
    "DELETE /desk/wire/<int:number>/update": EDITOR,
    "POST /desk/wire/decisions": EDITOR,
    "GET /desk/wire/sources/": EDITOR,
    "POST /desk/wire/sources/": EDITOR,
    "GET /desk/wire/sources/new": EDITOR,
    "POST /desk/wire/sources/new": EDITOR,
    "GET /desk/wire/sources/<int:number>": EDITOR,
    "POST /desk/wire/sources/<int:number>": EDITOR,
    "DELETE /desk/wire/sources/<int:number>": EDITOR,
    "GET /desk/wire/sources/<int:number>/removal": EDITOR,
    "GET /desk/wire/sources/<int:number>/excess": EDITOR,
    "DELETE /desk/wire/sources/<int:number>/excess": EDITOR,
    "POST /desk/wire/sources/<int:number>/fetch": EDITOR,
    "POST /desk/wire/sources/<int:number>/pause": EDITOR,
    "DELETE /desk/wire/sources/<int:number>/pause": EDITOR,
}
