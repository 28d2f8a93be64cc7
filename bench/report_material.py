"""A reporting service that knows a grant of any number of vouchers, and the log they stand in."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from contracts.checkpoint import CheckpointMessage
from contracts.schema import to_payload
from contracts.topics import CHECKPOINTS, EVENTS
from services.reporting.domain.multiproof import leaf_hash, node_hash
from services.reporting.domain.tiles import WIDTH, TiledTree
from services.reporting.usecases.means import Means
from shared.clock import format_instant
from shared.transport import Message
from tests.integration.reporting.house import Reporting, reporting_at
from tests.integration.reporting.story import tell_everything
from tests.integration.reporting.stream import GRANT, ORIGIN

_TOGETHER = 500


def fill(
    folder: Path, vouchers: int, also: Callable[[Reporting], None] = lambda _house: None
) -> None:
    """Tells a service under `folder` of a grant, and what is `also` to be told; its log is signed
    and read."""
    house = reporting_at(folder)
    held: list[Message] = []

    def put(body: bytes) -> None:
        held.append(Message(GRANT, body))
        house.stream.size += 1
        if len(held) == _TOGETHER:
            send()

    def send() -> None:
        house.transport.publish(EVENTS, held)
        held.clear()

    house.stream.put = put  # type: ignore[method-assign]  # one wait for the disk per event else
    tell_everything(house.stream, vouchers)
    also(house)
    send()
    _sign(house, folder)
    house.settle()
    house.close()


def opened(folder: Path) -> tuple[Reporting, Means]:
    """The filled service, with a log that answers out of files."""
    house = reporting_at(folder)
    return house, replace(house.means, log=FiledLog(folder))


class FiledLog:
    """Tiles of a log whose hashes lie in a file per level, as the audit service would publish them:
    what a log of its own holds is no memory of the reporting service."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def tile(self, level: int, number: int, width: int) -> bytes:
        """The hashes of one tile."""
        with _level(self._folder, level).open("rb") as source:
            source.seek(number * WIDTH * 32)
            return source.read(width * 32)

    def key(self) -> str:
        """No real key: nothing is signed here."""
        return "bench"


def _level(folder: Path, level: int) -> Path:
    return folder / f"hashes-{level}.bin"


def _above(level: bytes) -> bytes:
    found = []
    for start in range(0, len(level) - WIDTH * 32 + 1, WIDTH * 32):
        hashes = [level[at : at + 32] for at in range(start, start + WIDTH * 32, 32)]
        while len(hashes) > 1:
            hashes = list(map(node_hash, hashes[::2], hashes[1::2]))
        found.append(hashes[0])
    return b"".join(found)


def _sign(house: Reporting, folder: Path) -> None:
    """Publishes a checkpoint over everything told so far, and keeps the hashes for the log."""
    end, offset, hashes = house.transport.end_offset(EVENTS), 0, b""
    while found := house.transport.select(EVENTS, offset, _TOGETHER):
        hashes += b"".join(leaf_hash(one.value or b"") for one in found)
        offset = found[-1].offset + 1
    level = 0
    while hashes:
        _level(folder, level).write_bytes(hashes)
        hashes, level = _above(hashes), level + 1
    root = TiledTree(FiledLog(folder).tile, end).node((0, end))
    at = format_instant(house.stream.at)
    note = f"{ORIGIN}\n{end}\n{base64.b64encode(root).decode()}\n\n— {ORIGIN} c2lnbmF0dXI=\n"
    message = CheckpointMessage(
        tree_size=end, root=root.hex(), next_offset=end, note=note, at=at, last_time=at
    )
    body = json.dumps(to_payload(message)).encode()
    house.transport.publish(CHECKPOINTS, [Message("log", body)])
