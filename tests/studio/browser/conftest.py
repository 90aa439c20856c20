"""The fixtures of a browser, for the studio's own tests in one."""

from tests.browser.conftest import (  # noqa: F401 - fixtures
    amiss,
    base_url,
    browser_context_args,
    browser_type_launch_args,
    desk,
    make_station,
    migrated,
    open_page,
    own_ports,
    page,
    passes,
    serve,
    station,
)
