"""The station's commands as processes that may be killed, without a new interpreter for each.

`python -m flask --app app …` spends its first second on imports. These processes are forked from
one that has imported the app and done nothing else, so they begin where that second ends.
"""

import multiprocessing
import os
import sys
from pathlib import Path

from tests import warm

ROOT = Path(__file__).parents[1]
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([warm.__name__])


def start_command(*arguments, environment, log, errors=None):
    """Start `flask --app app` with `arguments`; what it prints comes to the end of `log`, what it
    prints as an error to the end of `errors` (without one: of `log`, too).

    Gives a multiprocessing.Process: kill() it, join() it, ask for its pid and exitcode.
    """
    files = (log, errors or log)
    for file in files:
        Path(file).touch()  # the process may take its time
    process = _forks.Process(target=_run, args=(arguments, environment, files), daemon=True)
    process.start()
    return process


def _run(arguments, environment, files):
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    for stream, file in zip((sys.stdout, sys.stderr), files, strict=True):
        opened = os.open(file, os.O_WRONLY | os.O_APPEND)
        os.dup2(opened, stream.fileno())
        os.close(opened)
    sys.argv = ["flask", "--app", "app", *arguments]
    warm.main()
