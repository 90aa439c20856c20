"""Who may do what with the newswire; tests/accounts/test_matrix.py tries it."""

TABLE: dict[str, str] = {}
