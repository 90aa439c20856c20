"""Static files: kept for ever under the present build's address, and nothing else is served."""

import re
from pathlib import Path

import pytest

from blueprints.core.static import build_of

STATIC = Path(__file__).parents[2] / "static"
SHEET = "core/base.css"
IMMUTABLE = "public, max-age=31536000, immutable"
IMPORTS = re.compile(r'import\s*\{([^}]*)\}\s*from\s*"(\.[^"]+)"')
EXPORTS = re.compile(r"^export (?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)


@pytest.fixture
def build(app):
    """The present build."""
    return app.config["BUILD"]


def test_a_file_of_the_present_build_is_kept_for_ever(client, build):
    answer = client.get(f"/static/{build}/{SHEET}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == IMMUTABLE
    assert answer.data == (STATIC / SHEET).read_bytes()


def test_an_old_build_gets_the_present_file_which_nobody_may_keep(client, build):
    answer = client.get(f"/static/0123456789ab/{SHEET}")
    assert build != "0123456789ab"
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.data == (STATIC / SHEET).read_bytes()


def test_a_file_that_is_known_is_not_sent_again(client, build):
    address = f"/static/{build}/{SHEET}"
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("core/base.css", {"text/css"}),
        ("player/main.js", {"text/javascript", "application/javascript"}),
        ("core/icon.svg", {"image/svg+xml"}),
    ],
)
def test_files_have_the_types_that_browsers_insist_on(client, build, name, kinds):
    answer = client.get(f"/static/{build}/{name}")
    assert answer.status_code == 200
    assert answer.mimetype in kinds
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "core/none.css",
        "core",
        "core/",
        "",
        "../app.py",
        "../../etc/passwd",
        "core/../../app.py",
        "..%2f..%2fapp.py",
        "%2e%2e/app.py",
        "..\\app.py",
        "/etc/passwd",
        "//etc/passwd",
        "core/base.css%00",
    ],
)
def test_nothing_else_is_served(client, build, path):
    answer = client.get(f"/static/{build}/{path}")
    # (Two slashes are joined into one, by a redirect, before anything is looked for.)
    assert answer.status_code == 308 if "//" in answer.request.path else 404
    assert client.get(answer.request.path, follow_redirects=True).status_code == 404


@pytest.mark.parametrize("build", ["x", "0123456789AB", "0123456789a", "0123456789abc", ".."])
def test_a_build_is_twelve_hexadecimal_digits(client, build):
    assert client.get(f"/static/{build}/{SHEET}").status_code == 404


def test_addresses_carry_the_present_build(app, build):
    with app.test_request_context():
        assert app.url_for("static", path=SHEET) == f"/static/{build}/{SHEET}"
        assert app.url_for("static", path=SHEET, build="0123456789ab") == (
            f"/static/0123456789ab/{SHEET}"
        )


def test_pages_name_their_files_by_the_present_build(client, build):
    page = client.get("/news/").text
    assert f'href="/static/{build}/{SHEET}"' in page
    assert page.count("/static/") == page.count(f"/static/{build}/")


def test_every_file_that_a_page_names_is_there(client):
    page = client.get("/news/").text
    addresses = [part.split('"')[0] for part in page.split('"/static/')[1:]]
    assert len(addresses) >= 5
    for address in addresses:
        assert client.get(f"/static/{address}").status_code == 200, address


# The build


@pytest.fixture
def tree(tmp_path):
    """A small tree of files."""
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "a.css").write_text("a {}")
    (tmp_path / "core" / "b.css").write_text("b {}")
    return tmp_path


def test_the_build_of_the_same_files_is_the_same(tree):
    before = build_of(tree)
    (tree / "core" / "a.css").write_text("a {}")
    assert build_of(tree) == before
    assert len(before) == 12
    int(before, 16)


def change_content(tree):
    (tree / "core" / "a.css").write_text("c {}")


def change_name(tree):
    (tree / "core" / "a.css").rename(tree / "core" / "c.css")


def move(tree):
    (tree / "core" / "a.css").rename(tree / "a.css")


def add(tree):
    (tree / "core" / "empty.css").touch()


def remove(tree):
    (tree / "core" / "a.css").unlink()


def swap(tree):
    (tree / "core" / "a.css").write_text("b {}")
    (tree / "core" / "b.css").write_text("a {}")


def shift(tree):
    (tree / "core" / "a.css").write_text("a {}b")
    (tree / "core" / "b.css").write_text(" {}")


@pytest.mark.parametrize("change", [change_content, change_name, move, add, remove, swap, shift])
def test_any_change_changes_the_build(tree, change):
    before = build_of(tree)
    change(tree)
    assert build_of(tree) != before


def test_a_tree_without_files_has_a_build(tmp_path):
    assert len(build_of(tmp_path / "none")) == 12


def test_scripts_export_what_others_import():
    """One name that is missing keeps a browser from running any script of the page."""
    ours = [path for path in STATIC.rglob("*.js") if STATIC / "vendor" not in path.parents]
    missing = [
        f"{path.relative_to(STATIC)}: {name} from {other}"
        for path in ours
        for names, other in IMPORTS.findall(path.read_text())
        if "/vendor/" not in other
        for name in re.findall(r"(\w+)(?: as \w+)?", names)
        if name not in EXPORTS.findall((path.parent / other).read_text())
    ]
    assert ours
    assert missing == []
