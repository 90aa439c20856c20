"""Scripts from elsewhere: how they come into the house, and what a page of the desk loads."""

import gzip
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
BUNDLE = STATIC / "vendor" / "tiptap.js"
IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
LINKED = re.compile(r"""static\(["']([^"']+\.js)["']\)""")
NAMED = re.compile(r"""{%-?\s*(?:extends|include|from|import)\s+["']([^"']+\.html)["']""")
KB = 1000


def closure(start, names_in):
    """`start` and all that it names, and what those name, by `names_in(path)`."""
    found, waiting = set(), {start}
    while waiting:
        path = waiting.pop()
        found.add(path)
        waiting |= set(names_in(path)) - found
    return found


def imports_of(script):
    """The modules that `script` imports, at once or when they are needed."""
    if script == BUNDLE:
        return []
    text = script.read_text(encoding="utf-8")
    return [(script.parent / name).resolve() for name in IMPORTED.findall(text)]


def templates_of(template):
    """The templates that `template` stands on or takes in."""
    return [TEMPLATES / name for name in NAMED.findall(template.read_text(encoding="utf-8"))]


def scripts_of(template):
    """Every script that a page of `template` loads."""
    parts = closure(template, templates_of)
    links = {STATIC / name for part in parts for name in LINKED.findall(part.read_text("utf-8"))}
    return set().union(*(closure(link.resolve(), imports_of) for link in links))


def weight(scripts):
    """(KB as they are, KB compressed) of all of them."""
    texts = [script.read_bytes() for script in scripts]
    return (
        sum(map(len, texts)) / KB,
        sum(len(gzip.compress(text, 9)) for text in texts) / KB,
    )


def desk_pages():
    return [page for page in TEMPLATES.rglob("*.html")
            if TEMPLATES / "core" / "staff.html" in closure(page, templates_of)]  # fmt: skip


def test_the_lock_names_no_registry_and_every_package_has_its_hash():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert len(packages) > 10
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []


def test_the_editor_is_one_module_that_asks_for_nothing_more():
    text = BUNDLE.read_text(encoding="utf-8")
    assert IMPORTED.findall(text) == []
    assert re.search(r"export\s*{.*\bas Editor\b", text)


def test_opening_the_editor_loads_few_scripts():
    raw, compressed = weight(closure(STATIC / "news" / "story_form.js", imports_of))
    assert raw <= 420
    assert compressed <= 130


@pytest.mark.parametrize("page", desk_pages(), ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_only_the_editor_s_page_is_heavy(page):
    scripts = scripts_of(page)
    bound = 420 if BUNDLE in scripts else 60
    assert weight(scripts)[0] <= bound
