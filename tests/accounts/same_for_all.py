"""A public page is the same, byte by byte, for who is signed in and for everybody else."""

READERS = ("nobody", "dj", "admin")


def check_same(staff, client, path, status=200):
    """Check that both browsers get the same answer at `path`, and no cookie."""
    theirs, everybodys = staff.get(path), client.get(path)
    assert everybodys.status_code in (status, 301, 308), path
    assert theirs.data == everybodys.data, path
    assert theirs.headers.get("ETag") == everybodys.headers.get("ETag")
    for answer in (theirs, everybodys):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
