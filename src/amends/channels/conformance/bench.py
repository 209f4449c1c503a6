"""What every check stands on: the channel, its recording, its kit of fakes."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from amends.channels.base import Channel, Link
from amends.channels.conformance.http import HttpKit
from amends.channels.conformance.mail import MailKit
from amends.channels.conformance.recordings import Recording, Scene, outgoing
from amends.channels.conformance.verdict import Broken
from amends.channels.conformance.worlds import Kit, NoKit, World
from amends.channels.contract import Outgoing, Visibility


class Bench:
    """One channel under test. Subclasses are made per channel by `suite_for`."""

    channel: ClassVar[Channel]
    recording: ClassVar[Recording]
    #: The folder with the channels' pages and the matrix; None: not looked at.
    docs: ClassVar[Path | None] = None

    @property
    def kit(self) -> Kit:
        """The fakes for the transport that the recording names."""
        recording = self.recording
        secrets = tuple(recording.facts["secrets"].values())
        match recording.transport:
            case "http":
                return HttpKit(recording.now, secrets)
            case "mail":
                return MailKit(recording.now, recording.folder, secrets)
            case "none":
                return NoKit(recording.now)
        raise Broken(f"{recording.folder}: there is no transport {recording.transport!r}")

    def link(self, world: World) -> Link:
        """The recorded connection, in this world."""
        return self.recording.link(world.transports)

    def nowhere(self) -> Link:
        """The recorded connection where nobody may be called."""
        return self.link(self.kit.nowhere())

    @property
    def speaks(self) -> bool:
        """Whether anything can be said there at all."""
        can = self.channel.capabilities
        return can.replies_publicly or can.replies_privately

    def sends(self) -> dict[str, Scene]:
        """The recorded sends by name; at least one, unless it only listens."""
        found = self.recording.scenes("sends")
        if self.speaks and not found:
            raise Broken(f"{self.recording.folder} has no recording in sends/")
        return found

    def some_send(self) -> Outgoing:
        """Anything that this channel can say; for one that only listens, what it must refuse."""
        if not self.speaks:
            return Outgoing("key", Visibility.PUBLIC, "Thank you!", thread="1", reply_to="1")
        return outgoing(next(iter(self.sends().values())))
