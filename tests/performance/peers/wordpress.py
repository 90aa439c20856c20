"""WordPress from Debian's packages in a folder of its own: MariaDB, PHP-FPM, nginx.

As Debian and WordPress set it up: opcache, up to five PHP workers, MariaDB's defaults, no page
cache. THEME is the fastest of those in Debian: the default of 6.1, Twenty Twenty-Three, is built of
blocks, and a post with fifty comments takes four times as long with it.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from tests.performance import wrk
from tests.performance.processes import free_port, need, running, until

PACKAGE = Path("/usr/share/wordpress")
SETUP = Path(__file__).parent / "setup"
THEME = "twentytwentyone"
PATIENCE = 30  # seconds: a slow answer is an answer

Process = subprocess.Popen[bytes]


@dataclass(frozen=True)
class WordPress:
    """A running site; files put into `folder`/files are served by the same nginx."""

    folder: Path
    port: int
    processes: tuple[Process, ...]

    def address(self, path: str) -> str:
        """Return where `path` is served."""
        return f"http://127.0.0.1:{self.port}{path}"

    def rate(self, path: str, seconds: int) -> float:
        """Return the requests answered a second, once those that wrk left behind are done."""
        answered = wrk.rate(self.address(path), seconds, PATIENCE)
        with urlopen(self.address(path)) as last:
            last.read()
        return answered


@contextmanager
def wordpress(content: str) -> Iterator[WordPress]:
    """Install WordPress with `content` and run it; nothing is left of it afterwards."""
    with TemporaryDirectory(prefix="aerial-peers-") as name, ExitStack() as stack:
        folder, port = Path(name), free_port()
        _lay_out(folder, content)
        database = stack.enter_context(_mariadb(folder))
        _finish([need("php"), f"{SETUP}/install.php", name, f"127.0.0.1:{port}", THEME], folder)
        php = stack.enter_context(running(_php_fpm(folder), {}, folder))
        nginx = stack.enter_context(running(_nginx(folder, port), {}, folder))
        site = WordPress(folder, port, (database, php, nginx))
        until(lambda: _answers(site.address("/")), "WordPress")
        yield site


def _lay_out(folder: Path, content: str) -> None:
    """Copy WordPress, which takes the folder of its files for its own, into `folder`/site."""
    folder.chmod(0o755)  # nginx and PHP run as www-data
    (folder / "files").mkdir()
    (folder / "content.json").write_text(content, encoding="utf-8")
    site = folder / "site"
    shutil.copytree(PACKAGE, site, ignore_dangling_symlinks=True)
    shutil.copy(SETUP / "wp-config.php", site)
    plugins = site / "wp-content" / "mu-plugins"
    plugins.mkdir()
    shutil.copy(SETUP / "now-playing.php", plugins)


@contextmanager
def _mariadb(folder: Path) -> Iterator[Process]:
    """Run MariaDB with its own defaults, on a socket in `folder` only."""
    data, socket = folder / "mariadb", folder / "mariadb.sock"
    user = f"--user={pwd.getpwuid(os.getuid()).pw_name}"
    place = ["--no-defaults", f"--datadir={data}", user]
    install = [need("mariadb-install-db"), *place]
    _finish([*install, "--auth-root-authentication-method=normal", "--skip-test-db"], folder)
    server = [need("mariadbd"), *place, f"--socket={socket}", "--skip-networking"]
    with running([*server, f"--pid-file={folder}/mariadb.pid"], {}, folder) as process:
        until(socket.exists, "MariaDB")
        yield process


def _php_fpm(folder: Path) -> list[str]:
    written = _configured(folder, "php-fpm.conf")
    return [need("php-fpm8.2"), "-d", "opcache.enable=1", "--fpm-config", str(written)]


def _nginx(folder: Path, port: int) -> list[str]:
    written = _configured(folder, "nginx.conf", port)
    return [need("nginx"), "-c", str(written), "-e", f"{folder}/nginx-errors.log"]


def _configured(folder: Path, name: str, port: int = 0) -> Path:
    """Write the configuration `name` for this folder and port; return its path."""
    text = (SETUP / name).read_text(encoding="utf-8")
    text = text.replace("FOLDER", str(folder)).replace("PORT", str(port))
    written = folder / name
    written.write_text(text, encoding="utf-8")
    return written


def _finish(command: list[str], folder: Path) -> None:
    """Run `command` to its end; raise RuntimeError with what it said when it failed."""
    with running(command, {}, folder) as process:
        if process.wait():
            log = folder / f"{Path(command[0]).name}.log"
            raise RuntimeError(f"{command[0]} failed: {log.read_text(encoding='utf-8')}")


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=10) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
