"""What can go wrong between a network and us, by name. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar


class ChannelError(Exception):
    """The network did not do what was asked."""

    #: Trying again later can help.
    temporary: ClassVar[bool] = False

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        sentence = " ".join((self.__doc__ or "").split())
        super().__init__(f"{sentence} {detail}".strip())


class Disconnected(ChannelError):
    """The network no longer accepts our key: the account must be connected again."""


class Refused(ChannelError):
    """The network says no to this request, and would again."""


class Gone(ChannelError):
    """What this is about is no longer on the network."""


class Throttled(ChannelError):
    """The network asks us to wait."""

    temporary = True

    def __init__(self, detail: str = "", *, wait: timedelta | None = None) -> None:
        super().__init__(detail)
        #: How long the network asked us to wait from now; None when it did not say.
        self.wait = wait


class Unreachable(ChannelError):
    """The network did not get the request: asking again is safe."""

    temporary = True


class Malformed(ChannelError):
    """The network said something that is not its own format."""


class Unknown(ChannelError):
    """The request may have been accepted or not: look it up before any second try."""


class Unsupported(ChannelError):
    """This network cannot do that, so it was not asked."""


class TooLong(Unsupported):
    """The text is longer than this network allows."""
