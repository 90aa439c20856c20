"""The rules of the house (README, "For developers"), each proved to fail on a planted breach."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import BLUEPRINTS

ROOT = Path(__file__).parents[2]
RANKS = {"models": 0, "queries": 1, "forms": 2, "actions": 3, "routes": 4, "worker": 4, "jobs": 4,
         "example_rows": 4, "at_launch": 4, "cli": 5}  # fmt: skip
TOP = 4
PURE = {
    "api/stretches.py", "comments/rules.py", "comments/tree.py", "core/deadline.py",
    "core/outbound.py", "player/chart_counts.py", "player/chart_periods.py", "player/console.py",
    "player/covered.py", "player/gateway.py", "player/log_lines.py", "player/lookup_times.py",
    "player/mpd_limits.py", "player/mpd_queue.py", "player/mpd_status.py", "player/play_log.py",
    "player/public_rows.py", "player/sent_text.py", "reports/ascii_text.py", "reports/listeners.py",
    "reports/log_file.py", "reports/recordings.py", "reports/use_file.py", "shows/schedule.py",
    "studio/m3u.py", "studio/rotation.py", "studio/xspf.py", "wire/addresses.py",
    "wire/boilerplate.py", "wire/cleanup.py", "wire/discovery.py", "wire/feed.py",
    "wire/feed_dates.py", "wire/feed_text.py", "wire/foreign_html.py", "wire/json_feed.py",
    "wire/parser.py", "wire/prepared.py", "wire/schedule.py",
}  # fmt: skip
OWNERS = {"mpd": ("player/gateway.py",), "feedparser": ("wire/parser.py",),
          "PIL": ("media/", "example/", "home/share_pictures.py")}  # fmt: skip
REMOVABLE = {"pages", "wire", "studio", "backup", "api", "example"}  # each alone
TAKEN_IN = re.compile(r"""\b(?:extends|include|from|import)\s*\(?\s*["'](?:\.\./)?(\w+)/""")
LONGEST = 300
HAND_MADE = {".py", ".html", ".css", ".js"}
SPARE_FOLDERS = {"static": {"vendor"}, "tests": {"performance", "browser"}}
OPENINGS = {"Gives", "Lets", "What", "Whether"}
NOUNS_IN_ING = {"now_playing"}  # the usual term for the current track
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef

Sources = dict[str, str]


def sources_of(root: Path) -> Sources:
    """The project's Python: path below the root → text."""
    files = [root / "app.py", *(root / "blueprints").rglob("*.py")]
    return {str(f.relative_to(root)): f.read_text(encoding="utf-8") for f in files}


def imports(text: str) -> Iterator[tuple[ast.stmt, str]]:
    """Every import in `text`: the statement, and each dotted name that it brings in."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((node, f"{module}.{alias.name}") for alias in node.names)


def home_of(path: str) -> tuple[str, str]:
    """(blueprint, module) of a path below blueprints/; routes/stories.py belongs to routes."""
    parts = path.removesuffix(".py").split("/")
    return (parts[1], parts[2]) if len(parts) > 2 else ("", parts[-1])


def target_of(name: str) -> tuple[str, str]:
    parts = name.split(".")
    return (parts[1], parts[2] if len(parts) > 2 else "") if parts[0] == "blueprints" else ("", "")


def inner_edges(sources: Sources) -> Iterator[tuple[str, str, str]]:
    """(path, module, imported module) for each import inside one blueprint."""
    for path, text in sources.items():
        blueprint, module = home_of(path)
        for _, name in imports(text):
            other, target = target_of(name)
            if blueprint and other == blueprint and target not in ("", module):
                yield path, module, target


def breaches_of_order(sources: Sources) -> list[str]:
    """Rule 1: imports point left, and inside a blueprint towards the models, without cycles."""
    found = []
    for path, text in sources.items():
        blueprint, _ = home_of(path)
        for _, name in imports(text):
            other, _ = target_of(name)
            if (blueprint in BLUEPRINTS and other in BLUEPRINTS
                    and BLUEPRINTS.index(other) > BLUEPRINTS.index(blueprint)):  # fmt: skip
                found.append(f"{path} imports {name}, which is to its right")
    graph: dict[str, set[str]] = {}
    for path, module, target in inner_edges(sources):
        below = RANKS.get(target, 0) < RANKS.get(module, TOP)
        if target in RANKS and not below:
            found.append(f"{path} imports {target}, which is above it")
        graph.setdefault(f"{home_of(path)[0]}.{module}", set()).add(f"{home_of(path)[0]}.{target}")
    return found + [f"cycle through {node}" for node in graph if reaches(graph, node, node)]


def reaches(graph: dict[str, set[str]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    todo = list(graph.get(start, ()))
    while todo:
        node = todo.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            todo += graph.get(node, ())
    return False


def breaches_of_app(sources: Sources) -> list[str]:
    """Rule 2: nobody imports app; only app.py imports another blueprint's routes."""
    found = []
    for path, text in sources.items():
        for _, name in imports(text):
            other, module = target_of(name)
            if path != "app.py" and name.split(".")[0] == "app":
                found.append(f"{path} imports app")
            if path != "app.py" and module == "routes" and other != home_of(path)[0]:
                found.append(f"{path} imports the routes of {other}")
    return found


def breaches_of_form(sources: Sources) -> list[str]:
    """Rule 3: no import inside a function, no star, no relative import."""
    found = []
    for path, text in sources.items():
        tree = ast.parse(text)
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                inner = [
                    n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)
                ]
                found += [f"{path}:{n.lineno} imports inside a function" for n in inner]
        for _, name in imports(text):
            if name.startswith(".") or name.endswith(".*"):
                found.append(f"{path} imports {name}")
    return found


def breaches_of_owners(sources: Sources) -> list[str]:
    """Rule 4: mpd, feedparser and PIL have one door each; pure modules import no app."""
    found = []
    for path, text in sources.items():
        short = path.removeprefix("blueprints/")
        for _, name in imports(text):
            package = name.split(".")[0]
            if package in OWNERS and not short.startswith(OWNERS[package]):
                found.append(f"{path} imports {package}")
            if short in PURE and (package.startswith("flask") or package == "sqlalchemy"):
                found.append(f"{path} is pure and imports {package}")
    return found


def breaches_of_folders(folders: list[str]) -> list[str]:
    """Rule 5: every folder under blueprints/, templates/, static/, tests/ is a blueprint's."""
    found = []
    for folder in folders:
        top, name = folder.split("/")
        if name not in BLUEPRINTS and name not in SPARE_FOLDERS.get(top, ()):
            found.append(f"{folder}/ bears no blueprint's name")
    return found


def folders_of(root: Path) -> list[str]:
    tops = ("blueprints", "templates", "static", "tests")
    return [f"{top}/{d.name}" for top in tops for d in (root / top).iterdir()
            if d.is_dir() and d.name != "__pycache__"]  # fmt: skip


def breaches_of_clock(sources: Sources) -> list[str]:
    """Only core/clock.py asks what time it is."""
    readers = {"now", "utcnow", "today", "time", "monotonic", "time_ns", "perf_counter"}
    found = []
    for path, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            if (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
                    and node.value.id in ("datetime", "date", "time") and node.attr in readers
                    and path != "blueprints/core/clock.py"):  # fmt: skip
                found.append(f"{path}:{node.lineno} reads the time by itself")
    return found


def breaches_of_removal(sources: Sources) -> list[str]:
    """A feature that can be removed is imported, or taken into a page, by its own files only."""
    found = []
    for path, text in sources.items():
        names = (name.split(".") for _, name in imports(text)) if path.endswith(".py") else ()
        named = {parts[1] for parts in names if parts[0] in ("blueprints", "tests")}
        named |= set() if path.endswith(".py") else set(TAKEN_IN.findall(text))
        others = named & REMOVABLE - {path.split("/")[1]}
        found += [f"{path} needs {feature}, which can be removed" for feature in others]
    return found


def breaches_of_length(sources: Sources) -> list[str]:
    """No file of our own is over 300 lines."""
    return [f"{path} is too long" for path, text in sources.items() if text.count("\n") > LONGEST]


def breaches_of_docstrings(sources: Sources) -> list[str]:
    """A docstring begins with an imperative or a noun phrase, as words.md has it."""
    found = []
    for path, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            words = ast.get_docstring(node) if isinstance(node, DOCUMENTED) else None
            if words and words.split()[0] in OPENINGS:
                found.append(f"{path}: reword “{words.splitlines()[0]}”")
    return found


def breaches_of_names(sources: Sources) -> list[str]:
    """No module is named by a gerund; NOUNS_IN_ING are usual terms."""
    stems = ((path, Path(path).stem) for path in sources)
    return [f"{path} is named by a gerund" for path, stem in stems
            if stem.endswith("ing") and stem not in NOUNS_IN_ING]  # fmt: skip


def all_of_our_own(root: Path) -> Sources:
    """Every text of ours that is written by hand: path below the root → text."""
    tops = ("blueprints", "templates", "static", "tests")
    files = [file for top in tops for file in (root / top).rglob("*") if file.suffix in HAND_MADE]
    texts = {str(file.relative_to(root)): file.read_text(encoding="utf-8") for file in files}
    return {path: text for path, text in texts.items() if not path.startswith("static/vendor/")}


RULES = [
    breaches_of_order,
    breaches_of_app,
    breaches_of_form,
    breaches_of_owners,
    breaches_of_clock,
    breaches_of_docstrings,
    breaches_of_names,
]


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_its_rules(rule):
    assert rule(sources_of(ROOT)) == []


def test_features_can_be_removed():
    sources = all_of_our_own(ROOT)
    of_station = {p: sources[p] for p in sources if not p.startswith("tests/performance/")}
    assert breaches_of_removal(of_station) == []


def test_no_file_is_too_long():
    assert breaches_of_length(all_of_our_own(ROOT)) == []


def test_the_folders_bear_blueprints_names():
    assert breaches_of_folders(folders_of(ROOT)) == []


PLANTED = [
    (breaches_of_order, "blueprints/core/text.py", "import blueprints.player.queries"),
    (breaches_of_order, "blueprints/news/models.py", "from blueprints.news import queries"),
    (breaches_of_order, "blueprints/news/text.py", "from blueprints.news.routes import bp"),
    (breaches_of_order, "blueprints/news/queries.py", "from blueprints.news.actions import x"),
    (breaches_of_app, "blueprints/news/models.py", "from app import create_app"),
    (breaches_of_app, "blueprints/home/routes.py", "from blueprints.news.routes import bp"),
    (breaches_of_form, "blueprints/news/models.py", "def f():\n    import json"),
    (breaches_of_form, "blueprints/news/models.py", "from json import *"),
    (breaches_of_form, "blueprints/news/models.py", "from .queries import x"),
    (breaches_of_owners, "blueprints/player/worker.py", "import mpd"),
    (breaches_of_owners, "blueprints/news/queries.py", "from feedparser import parse"),
    (breaches_of_owners, "blueprints/settings/logo.py", "from PIL import Image"),
    (breaches_of_owners, "blueprints/player/gateway.py", "from flask import g"),
    (breaches_of_owners, "blueprints/player/play_log.py", "import sqlalchemy.orm"),
    (breaches_of_clock, "blueprints/news/models.py", "import time\ntime.time()"),
    (breaches_of_docstrings, "blueprints/news/models.py", '"""What a story is."""'),
    (breaches_of_docstrings, "blueprints/news/queries.py", 'def f():\n    """Whether it is."""'),
    (breaches_of_docstrings, "app.py", 'class A:\n    async def f(self):\n        """Gives a."""'),
    (breaches_of_names, "blueprints/news/routes/tidying.py", ""),
    (breaches_of_removal, "tests/news/helpers.py", "from blueprints.wire.models import x"),
    (breaches_of_removal, "tests/home/test_a.py", "from tests.backup.helpers import run"),
    (breaches_of_removal, "templates/home/front.html", '{% include "wire/latest.html" %}'),
    (breaches_of_removal, "static/news/story.js", 'import { a } from "../wire/form.js";'),
    (breaches_of_length, "static/news/story.css", "\n" * 301),
]


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_a_planted_breach_is_found(rule, path, text):
    assert rule({path: text}) != []


def test_a_planted_cycle_is_found():
    sources = {
        "blueprints/player/covers.py": "import blueprints.player.kinds",
        "blueprints/player/kinds.py": "from blueprints.player import covers",
    }
    assert breaches_of_order(sources) != []


def test_a_planted_folder_is_found():
    assert breaches_of_folders(["templates/partials"]) != []
