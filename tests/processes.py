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


def start_command(*arguments, environment, log):
    """Starts `flask --app app` with `arguments`, its output at the end of `log`.

    Gives a multiprocessing.Process: kill() it, join() it, ask for its pid and exitcode.
    """
    Path(log).touch()  # the process may take its time
    process = _forks.Process(target=_run, args=(arguments, environment, log), daemon=True)
    process.start()
    return process


def _run(arguments, environment, log):
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    output = os.open(log, os.O_WRONLY | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.close(output)
    sys.argv = ["flask", "--app", "app", *arguments]
    warm.main()
