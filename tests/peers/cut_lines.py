"""Lines to a network that break: at the worst moment, or after every answer."""

from __future__ import annotations

import httpx


class Cut(httpx.BaseTransport):
    """Passes requests on; of those whose path holds ``after``, the first answers are lost on their way."""

    def __init__(self, over: httpx.BaseTransport, after: str, times: int = 1) -> None:
        self._over = over
        self._after = after
        self._times = times

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._over.handle_request(request)
        if self._after in request.url.path and request.method == "POST" and self._times:
            self._times -= 1
            answer.read()
            raise httpx.ReadError("the line was cut", request=request)
        return answer


class Closing(httpx.BaseTransport):
    """One line for each request: snac closes every line without saying so, and may do so under the next."""

    def __init__(self, over: httpx.BaseTransport) -> None:
        self._over = over

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.headers["connection"] = "close"
        return self._over.handle_request(request)
