"""The station's settings: every name, its default, and its valid values.

Defaults here ← instance/config.py ← RADIO_* in the environment ← create_app(overrides).
"""

import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from flask import Config
from sqlalchemy.exc import ArgumentError

from blueprints.core.private_files import keep_private
from blueprints.core.restore_journal import finish_interrupted
from blueprints.core.setting_values import (
    between,
    database_address,
    mail_address,
    networks,
    one_of,
    play_kinds,
    port,
    port_or_none,
    site_address,
    text,
    user_name,
    web_address,
    web_addresses,
    whole,
    words,
    yes_or_no,
    zone,
)

EXAMPLE_NAME, EXAMPLE_TAGLINE = "Aerial 87.9", "Radio from the harbour"
NEUTRAL_NAME = "Community radio"
OWN_MPD_PORT = 6610
USUAL_MPD_PORT = 6600
MOST_BYTES_OF_A_FORM = 1_000_000
SECONDS_FOR_THE_MAIL_SERVER = 15  # for each of its responses


class SettingError(click.ClickException):
    """A setting that cannot be used: its name, the given value and the expected one.

    A command that meets it says that one line and ends with exit code 1.
    """

    def __init__(self, name: str, given: object, meant: str) -> None:
        super().__init__(f"{name} is {given!r}, but should be {meant}.")


@dataclass(frozen=True)
class Setting:
    """One setting: its name, its default, its reader, and its valid values in words."""

    name: str
    default: Any
    read: Callable[[Any], Any]
    meant: str


TEXT = "one line of text"
WRITABLE = "a folder that Aerial can write to"
ADDRESS = "a web address that starts with http:// or https://"
PORT = "a whole number from 1 to 65535"

SETTINGS = (
    Setting("RADIO_STATION_NAME", "", text, TEXT),
    Setting("RADIO_STATION_TAGLINE", "", text, TEXT),
    Setting("RADIO_URL", "", site_address, f"{ADDRESS}, without a path"),
    Setting("RADIO_TIMEZONE", "UTC", zone, "a time zone, like Europe/Lisbon"),
    Setting("RADIO_SECRET_KEY", "", text, TEXT),
    Setting("RADIO_SQLALCHEMY_DATABASE_URI", "", database_address,
            "an SQLAlchemy database URL"),
    Setting("RADIO_HOST", "127.0.0.1", text, "the address to listen on, like 127.0.0.1"),
    Setting("RADIO_PORT", 8000, port, PORT),
    Setting("RADIO_STREAM_URL", "", web_address, ADDRESS),
    Setting("RADIO_STREAM_PORT", 8010, port, PORT),
    Setting("RADIO_STREAM_DELAY", 0.0, between(0, 120), "a number of seconds from 0 to 120"),
    Setting("RADIO_MPD_HOST", "", text, "a host name, or the path of MPD's socket"),
    Setting("RADIO_MPD_PORT", None, port_or_none, PORT),
    Setting("RADIO_MPD_PASSWORD", "", text, TEXT),
    Setting("RADIO_MPD_MUSIC_DIRECTORY", "", text, "the path of MPD's music folder"),
    Setting("RADIO_PRACTICE_MPD_HOST", "", text, "a host name, or the path of MPD's socket"),
    Setting("RADIO_PRACTICE_MPD_PORT", None, port_or_none, PORT),
    Setting("RADIO_PLAY_KINDS", "jingle=jingles/,Jingle,Jingles; spot=spots/,Spot,Spots; "
            "speech=speech/,Speech", play_kinds,
            "kinds with folders and genres, like jingle=jingles/,Jingle; spot=spots/"),
    Setting("RADIO_CONTACT_EMAIL", "", mail_address, "an email address"),
    Setting("RADIO_MAIL_SERVER", "", text, "the host name of a mail server"),
    Setting("RADIO_MAIL_PORT", None, port_or_none, PORT),
    Setting("RADIO_MAIL_USERNAME", "", text, TEXT),
    Setting("RADIO_MAIL_PASSWORD", "", text, TEXT),
    Setting("RADIO_MAIL_USE_TLS", "no", yes_or_no, "yes or no"),
    Setting("RADIO_MAIL_USE_SSL", "no", yes_or_no, "yes or no"),
    Setting("RADIO_MAIL_SENDER", "", mail_address, "an email address"),
    Setting("RADIO_COMMENT_HOLD_WORDS", "", words, "words or phrases, separated by commas"),
    Setting("RADIO_COMMENT_BIN_WORDS", "", words, "words or phrases, separated by commas"),
    Setting("RADIO_COMMENT_WEBSITE", "no", yes_or_no, "yes or no"),
    Setting("RADIO_ADMINS_NEED_CODES", "no", yes_or_no, "yes or no"),
    Setting("RADIO_ICECAST_STATUS_URL", "", web_address, ADDRESS),
    Setting("RADIO_ICECAST_METADATA_URL", "", web_addresses,
            "web addresses that start with http:// or https://, separated by spaces or commas"),
    Setting("RADIO_ICECAST_USER", "source", user_name, "a user name without a colon"),
    Setting("RADIO_ICECAST_PASSWORD", "", text, TEXT),
    Setting("RADIO_OUTBOUND_ALLOW", "", networks,
            "networks, separated by commas, like 192.168.1.0/24, fd00:12::/32"),
    Setting("RADIO_PAGE_CACHE_SECONDS", 1.0, between(0, 10), "a number of seconds from 0 to 10"),
    Setting("RADIO_TRUSTED_PROXIES", 0, whole(0, 10),
            "the number of proxies in front of the site, from 0 to 10"),
    Setting("RADIO_LOG_LEVEL", "INFO", one_of("DEBUG", "INFO", "WARNING", "ERROR"),
            "one of DEBUG, INFO, WARNING, ERROR"),
)  # fmt: skip


def instance_folder(overrides: Mapping[str, Any] | None = None) -> Path:
    """Return the station's own folder: RADIO_INSTANCE, else instance/ beside app.py."""
    given = (overrides or {}).get("RADIO_INSTANCE") or os.environ.get("RADIO_INSTANCE")
    return Path(given or Path(__file__).parents[2] / "instance").resolve()


def read_settings(config: Config, folder: Path, overrides: Mapping[str, Any]) -> None:
    """Fill `config`; raise SettingError for the first value that cannot be used.

    `config["RADIO_SOURCES"]` says for each setting where its value comes from.
    """
    _make_folder(folder)
    finish_interrupted(folder)  # first, as config.py and the secret key are restored too
    keep_private(folder)
    _read_file(config, folder / "config.py")
    config.update(overrides)
    config["RADIO_SOURCES"] = {
        setting.name: _source_of(setting.name, config, overrides) for setting in SETTINGS
    }
    for setting in SETTINGS:
        config[setting.name] = _value_of(setting, config, overrides)
    _derive(config, folder)
    _set_up_mail(config)
    config["BABEL_DEFAULT_TIMEZONE"] = config["RADIO_TIMEZONE"]
    config["RATELIMIT_STORAGE_URI"] = "memory://"
    config.setdefault("MAX_CONTENT_LENGTH", None)
    config["MAX_CONTENT_LENGTH"] = config["MAX_CONTENT_LENGTH"] or MOST_BYTES_OF_A_FORM
    config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES_OF_A_FORM  # a long story is sent as a form
    for name in ("SECRET_KEY", "SQLALCHEMY_DATABASE_URI"):
        config[name] = overrides.get(name) or config[f"RADIO_{name}"]


def _read_file(config: Config, path: Path) -> None:
    try:
        config.from_pyfile(str(path), silent=True)
    except Exception as error:  # whatever an operator's Python may raise
        raise SettingError(str(path), str(error), "valid Python, like RADIO_PORT = 8000") from error


def _source_of(name: str, config: Config, overrides: Mapping[str, Any]) -> str:
    """Return the value's origin: "start" (overrides), "environment", "file" or "default"."""
    if name in overrides:
        return "start"
    if name in os.environ:
        return "environment"
    return "file" if name in config else "default"


def _value_of(setting: Setting, config: Config, overrides: Mapping[str, Any]) -> Any:
    value = config.get(setting.name, setting.default)
    if setting.name not in overrides:
        value = os.environ.get(setting.name, value)
    try:
        return setting.read(value)
    except (ValueError, TypeError, KeyError, OSError, ImportError, ArgumentError) as error:
        raise SettingError(setting.name, value, setting.meant) from error


def _derive(config: Config, folder: Path) -> None:
    """Set the settings whose default follows from others."""
    own_mpd = not config["RADIO_MPD_HOST"]
    config["RADIO_OWN_MPD"] = own_mpd
    _name_the_station(config)
    config["RADIO_MPD_HOST"] = config["RADIO_MPD_HOST"] or "127.0.0.1"
    config["RADIO_MPD_PORT"] = config["RADIO_MPD_PORT"] or (
        OWN_MPD_PORT if own_mpd else USUAL_MPD_PORT
    )
    _name_the_practice_mpd(config, folder)
    address = (
        config["RADIO_URL"] or f"http://{_reachable(config['RADIO_HOST'])}:{config['RADIO_PORT']}"
    )
    config["RADIO_URL"] = address.rstrip("/")
    if own_mpd and not config["RADIO_STREAM_URL"]:
        host = _reachable(urlsplit(config["RADIO_URL"]).hostname or "127.0.0.1")
        config["RADIO_STREAM_URL"] = f"http://{host}:{config['RADIO_STREAM_PORT']}/"
    config["RADIO_SQLALCHEMY_DATABASE_URI"] = (
        config["RADIO_SQLALCHEMY_DATABASE_URI"] or f"sqlite:///{folder / 'aerial.sqlite3'}"
    )
    config["RADIO_SECRET_KEY"] = config["RADIO_SECRET_KEY"] or _kept_secret(folder)


def _name_the_practice_mpd(config: Config, folder: Path) -> None:
    """Set the practice studio's MPD, and the music folder, of a station with an MPD of its own."""
    is_named = bool(config["RADIO_PRACTICE_MPD_HOST"])
    config["RADIO_OWN_PRACTICE_MPD"] = config["RADIO_OWN_MPD"] and not is_named
    default_port = USUAL_MPD_PORT
    if config["RADIO_OWN_MPD"]:
        config["RADIO_MPD_MUSIC_DIRECTORY"] = str(folder / "music")
        default_port = min(config["RADIO_MPD_PORT"] + 1, 65535)
    if config["RADIO_OWN_PRACTICE_MPD"]:
        config["RADIO_PRACTICE_MPD_HOST"] = "127.0.0.1"
    port = config["RADIO_PRACTICE_MPD_PORT"] = config["RADIO_PRACTICE_MPD_PORT"] or default_port
    host = config["RADIO_PRACTICE_MPD_HOST"]
    is_same_port = port == config["RADIO_MPD_PORT"] or host.startswith(("/", "@"))
    if is_named and host == config["RADIO_MPD_HOST"] and is_same_port:
        raise SettingError("RADIO_PRACTICE_MPD_PORT", port, "an MPD other than the one on air")


def _name_the_station(config: Config) -> None:
    """Give the example station its name and tagline, and any other a neutral name."""
    is_example = config["RADIO_OWN_MPD"]
    default = EXAMPLE_NAME if is_example else NEUTRAL_NAME
    config["RADIO_STATION_NAME"] = config["RADIO_STATION_NAME"] or default
    if is_example and config["RADIO_SOURCES"]["RADIO_STATION_TAGLINE"] == "default":
        config["RADIO_STATION_TAGLINE"] = EXAMPLE_TAGLINE


def _set_up_mail(config: Config) -> None:
    """Set up Flask-Mailman. The usual port is 465 for TLS, 587 for STARTTLS, 25 for neither."""
    tls, ssl = config["RADIO_MAIL_USE_TLS"], config["RADIO_MAIL_USE_SSL"]
    if tls and ssl:
        raise SettingError("RADIO_MAIL_USE_SSL", "yes", "no with RADIO_MAIL_USE_TLS")
    config["RADIO_MAIL_PORT"] = config["RADIO_MAIL_PORT"] or (465 if ssl else 587 if tls else 25)
    for name in ("SERVER", "PORT", "USERNAME", "PASSWORD", "USE_TLS", "USE_SSL"):
        config[f"MAIL_{name}"] = config[f"RADIO_MAIL_{name}"]
    config["MAIL_TIMEOUT"] = SECONDS_FOR_THE_MAIL_SERVER


def _reachable(host: str) -> str:
    """Return `host` as a browser on this machine writes it."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _kept_secret(folder: Path) -> str:
    """Return this station's secret, made once, whole or not at all, readable by its owner alone."""
    path = folder / "secret_key"
    try:
        if not path.exists():
            _make_secret(path)
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingError("RADIO_INSTANCE", str(folder), WRITABLE) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError("RADIO_INSTANCE", str(folder), WRITABLE) from error


def _make_secret(path: Path) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")
    with open(handle, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(draft, path)
    os.unlink(draft)
