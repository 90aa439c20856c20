"""The handbook's part for DJs: its headings are listed, and its keys are those of the studio."""

import re
from pathlib import Path

import pytest

from blueprints.studio.practice import TASKS
from tests.news.helpers import Page

SCRIPTS = Path(__file__).parents[2] / "static" / "studio"
REGISTERED = re.compile(
    r"""(?:\.key\(|^ +\[)["`]([\w${}-]+)["`], (?:"([^"]+)"|key)""", re.MULTILINE
)
NAMES = {" ": "Space", "Shift+ArrowUp": "Shift+↑", "Shift+ArrowDown": "Shift+↓"}
DIGITS = set("1234567890")


@pytest.fixture
def handbook(as_staff):
    """The handbook, as a DJ reads it."""
    return Page(as_staff("dj").get("/desk/help/").text)


def registered():
    """Each key that a script of the studio registers: its name → what is pressed."""
    found = {}
    for script in SCRIPTS.glob("*.js"):
        found |= dict(REGISTERED.findall(script.read_text(encoding="utf-8")))
    if "jingle-${key}" in found:
        found |= {f"jingle-{digit}": digit for digit in DIGITS}
    return found


def test_its_contents_list_every_section_in_order(handbook):
    headings = handbook.texts("h2")
    assert handbook.inside("ul", class_="contents").texts("a") == headings
    assert headings[:5] == [
        "Roles", "The studio and its desk", "Queue and library",
        "Spins, talk breaks and live sets", "Practice",
    ]  # fmt: skip
    ids = [attributes["id"] for attributes, _ in handbook.all("h2")]
    links = handbook.inside("ul", class_="contents").all("a")
    assert [link["href"] for link, _ in links] == [f"#{found}" for found in ids]


def test_editors_read_the_same(as_staff, handbook):
    assert Page(as_staff("editor").get("/desk/help/").text).texts("h2") == handbook.texts("h2")


def test_it_leads_to_the_studio(handbook):
    assert "Go to the studio" in handbook.texts("a", href="/studio/")


def test_its_keys_are_the_studios(handbook):
    listed = handbook.texts("kbd")
    pressed = {NAMES.get(key, key) for key in registered().values()} | DIGITS
    of_studio = listed[: listed.index("?") + 1]  # the last of the studio's, whose keys come first
    assert [key for key in of_studio if key not in pressed] == []


def test_the_course_names_keys_of_the_studio():
    known = registered()
    assert [task.key for task in TASKS if known.get(task.key[0]) != task.key[1]] == []
