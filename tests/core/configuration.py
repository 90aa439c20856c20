"""A station's configuration file, for tests of the settings."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def write_configuration(folder, text):
    folder.mkdir(exist_ok=True)
    (folder / "config.py").write_text(text, encoding="utf-8")
