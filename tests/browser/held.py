"""Requests that a route holds back: the browser may take its time until it makes one."""

from tests.player.helpers import eventually


def first_of(page, held):
    """Wait until a request is among those `held` back; take it out and return it."""
    eventually(lambda: held or page.wait_for_timeout(20))
    return held.pop(0)
