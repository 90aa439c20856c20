"""The features of the app and the parts that a feature may have: routes, cli, jobs, seed …"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


def parts(features: Iterable[str], part: str) -> Iterator[ModuleType]:
    """Import and yield `blueprints.<feature>.<part>` of each feature that has it, in order."""
    for feature in features:
        name = f"blueprints.{feature}.{part}"
        if find_spec(name):
            yield import_module(name)
