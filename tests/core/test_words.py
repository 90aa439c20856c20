"""Plain words: phrases that nobody should read any more, wherever a person reads something."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click import Command, Group
from jinja2 import Environment
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).parents[2]
GETTEXT = ("_", "gettext", "ngettext")
SHOWN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "content"}
EXAMPLES = re.compile(r"/(example/\w+|example_rows)\.py$")  # the station's own voice
DOCUMENTS = ("README.md", "CHANGELOG.md", "Makefile", "deploy")
HEADINGS = re.compile(r"readers?[’']s? opinions", re.IGNORECASE)  # the client's own
OLD = {
    r"hand(ed|s|ing)? (it )?in\b": "submit for review, pending review",
    r"tak(e|en|es) (it )?back\b": "return to draft, return to pending",
    r"withdr[ae]w": "unpublish (a story), revoke (an invitation)",
    r"reinstat|bring it back|off the schedule": "publish again, unschedule",
    r"(?<!#)opinions?\b": "comment; readers “reply”",
    r"another has saved|unsaved writing|older version|here it is": "editing conflict, revision",
    r"kept in this browser|keep and save it|nothing is lost": "autosaved, unsaved changes",
    r"second factor|six figures|for no codes|codes from your": "two-factor authentication",
    r"telephones?\b": "phone",
    r"address(es)? of mail": "email address",
    r"once more|a little slower": "again",
    r"audit trail|the trail\b": "audit log",
    r"(?<!comments )eras(e[ds]?|ing|ure)\b": "delete permanently",
    r"words that make|bin words|waits? for a moderator": "blocked words, held for review, pending",
    r"nothing waits|nothing is here|they were so already": "say what will appear here",
    r"the chosen (stories|comments|pictures)": "With selected",
    r"by day\b|after dark|needle, lamp": "light mode, dark mode",
    r"what there is to see|alternative text": "alt text",
    r"what matters most in": "focal point",
    r"sound clips?\b": "audio clip",
    r"put it up|end it now|stands\b": "show notice, remove notice, visible until, shown in",
    r"to the content\b|look for words": "Skip to content, Search",
    r"back to the default": "Reset to default",
    r"th(is|at) is no\b|mending\b": "Enter a …, please fix",
    r"moving parts|parts move": "Pause animations",
    r"make them one|they are one now": "Merge, Merged",
    r"there is room for|too far away|said exactly this": "name the problem and the way out",
    r"others are sending|it is what it was|whoever has": "say what happened and what to do",
    r"could not be had|choose it, or not": "say what happened and what to do",
    r"programmes?\b": "show",
}
PATTERNS = {
    re.compile(r"(?<![#\w])(?:" + old + ")", re.IGNORECASE): better for old, better in OLD.items()
}


class ShownText(HTMLParser):
    """The text of a piece of HTML, and of the attributes that people see or hear."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, _tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attributes if name in SHOWN_ATTRIBUTES]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words_of_template(text: str) -> Iterator[str]:
    """Return what a template says: its translated strings, and its own text."""
    jinja = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"])  # noqa: S701 - only read
    for _, _, found in extract_from_ast(jinja.parse(text), GETTEXT):
        yield from filter(None, [found] if isinstance(found, str) else found)
    markup = "".join(word if kind == "data" else " " for _, kind, word in jinja.lex(text))
    yield from ShownText(markup).found


def words_of_python(text: str) -> Iterator[str]:
    """The strings of several words in a module, without docstrings and notes."""
    tree = ast.parse(text)
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in notes and " " in node.value:
            yield node.value


def words_of_script(text: str) -> Iterator[str]:
    """The strings of several words in a script, without its comments."""
    code = re.sub(r"/\*.*?\*/|^\s*//.*?$|\s//\s.*?$", " ", text, flags=re.DOTALL | re.MULTILINE)
    yield from (string for string in re.findall(r"\"[^\"\n]*\"|`[^`]*`", code) if " " in string)


READERS = {".html": words_of_template, ".txt": words_of_template, ".xml": words_of_template,
           ".py": words_of_python, ".js": words_of_script}  # fmt: skip


def sources(root: Path) -> Iterator[Path]:
    """Every file that says something to a person."""
    for folder in ("templates", "blueprints", "static"):
        yield from (root / folder).rglob("*.*")
    for name in DOCUMENTS:
        yield from (root / name).glob("*") if (root / name).is_dir() else [root / name]


def words_of(path: Path) -> Iterator[str]:
    """Return what the file says."""
    name = path.as_posix()
    if path.suffix == ".jpg" or "/vendor/" in name or EXAMPLES.search(name):
        return
    if path.suffix in READERS:
        yield from READERS[path.suffix](path.read_text(encoding="utf-8"))
    elif path.suffix in ("", ".md"):
        yield path.read_text(encoding="utf-8")


def words_of_command(command: Command) -> Iterator[str]:
    """The help of a command, of its options and of its subcommands."""
    yield from filter(None, (command.help, command.short_help))
    yield from (getattr(option, "help", None) or "" for option in command.params)
    for inner in command.commands.values() if isinstance(command, Group) else ():
        yield from words_of_command(inner)


def old_phrases(words: str) -> list[str]:
    """Each old phrase in `words`, with what is said instead."""
    plain = HEADINGS.sub("", " ".join(words.split()))
    found = [(pattern.search(plain), better) for pattern, better in PATTERNS.items()]
    return [f"“{match[0]}” in “{plain[:90]}”: {better}" for match, better in found if match]


def test_no_file_says_an_old_phrase():
    assert (
        sorted(
            f"{path.relative_to(ROOT)}: {phrase}"
            for path in sources(ROOT)
            for words in words_of(path)
            for phrase in old_phrases(words)
        )
        == []
    )


def test_no_command_says_an_old_phrase(app):
    commands = [command for command in app.cli.commands.values() if command.name != "db"]
    said = [words for command in commands for words in words_of_command(command)]
    assert len(said) > 20
    assert [phrase for words in said for phrase in old_phrases(words)] == []


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (words_of_template, "{# opinions #}{% set opinion = 1 %}<p>{{ _('The audit trail') }}</p>"),
        (words_of_template, "<a class='opinions' aria-label='The audit trail'>{{ opinion }}</a>"),
        (words_of_python, '"""Opinions wait."""\nopinion = _("The audit trail"), "handed-in"'),
        (words_of_script, '// opinions wait\nconst opinion_ = "The audit trail";'),
    ],
)
def test_a_planted_phrase_is_found_and_names_in_code_are_not(reader, text):
    found = [phrase for words in reader(text) for phrase in old_phrases(words)]
    assert len(found) == 1
    assert found[0].startswith("“audit trail”")


def test_the_readme_is_what_a_newcomer_needs_in_ten_minutes():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.split()) < 1000
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Try it", "## Your own station", "## The desk", "## Backup", "## For developers",
    ]  # fmt: skip


def test_the_clients_headings_stay():
    assert old_phrases("Reader’s opinions, Readers’ opinions and Reader's opinions") == []
    assert len(old_phrases("Readers’ opinions: the newest opinion")) == 1
