"""The head of an answer, held back until it is known what becomes of the answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from blueprints.core.page_cache.cached_answer import Pairs, may_be_kept

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse


class HeldHead:
    """A start_response that holds back what may be kept, and lets everything else through.

    `land` is called as soon as nothing is to be kept: with True if the answer is a failure. Once
    `is_over`, nothing more is held back.
    """

    def __init__(self, start_response: "StartResponse", land: Callable[[bool], None]) -> None:
        self._start_response, self._land = start_response, land
        self.is_over = False
        self.pairs: Pairs | None = None
        self.written: list[bytes] = []

    def __call__(
        self, status: str, pairs: Pairs, exc_info: "OptExcInfo | None" = None, /
    ) -> Callable[[bytes], object]:
        if exc_info and exc_info[1] and self.pairs is not None:
            raise exc_info[1]  # as PEP 3333 wants it when an answer has begun
        if not exc_info and not self.is_over and may_be_kept(status, pairs):
            self.pairs = pairs
            return self.written.append
        self._land(status >= "500")
        return self._start_response(status, pairs, exc_info)
