"""Who may do what with the record on the desk; tests/accounts/test_matrix.py tries it.

Add one line for each route, in alphabetical order of the addresses.
"""

from tests.accounts.guards import STAFF

TABLE = {
    "POST /desk/episodes/<int:number>/publication": STAFF,  # presenters and editors; 404 for others
}
