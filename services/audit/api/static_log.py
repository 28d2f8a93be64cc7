"""The log as static resources (C2SP tlog-tiles) under `/audit/log`.

Checkpoint and hash tiles are public: they hold nothing but hashes. Entry bundles hold the events
themselves and need the role of an auditor for the whole house.
"""

from flask import Blueprint, Response

from contracts.roles import Role
from services.audit.api import access, audit, text_response
from services.audit.domain import tiles
from services.audit.domain.merkle import TILE_WIDTH
from services.audit.store import checkpoint as checkpoints
from services.audit.store import log, trail
from services.audit.usecases.query import sees_everything
from shared.access import forbidden
from shared.errors import NotFound, Violation
from shared.web.access import principal, public

blueprint = Blueprint("audit_log_api", __name__, url_prefix="/audit/log")

FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.get("/checkpoint")
@public("anyone may keep a checkpoint and show later that the log was changed")
def checkpoint() -> Response:
    """The newest checkpoint."""
    with audit().sessions.read() as session:
        found = checkpoints.latest(session)
    if found is None:
        raise _missing()
    return text_response(found.note)


@blueprint.get("/tile/<int:level>/<path:rest>")
@public("hashes only")
def hash_tile(level: int, rest: str) -> Response:
    """A tile of hashes, full or partial, within the newest checkpoint."""
    tile = _tile(f"{level}/{rest}")
    with audit().sessions.read() as session:
        hashes = log.StoredHashes(session).read(level, tile.first, tile.width)
    return _bytes(b"".join(hashes), FOR_EVER)


@blueprint.get("/tile/entries/<path:rest>")
@access.api(Role.AUDITOR)
def entry_bundle(rest: str) -> Response:
    """The entries of a level-0 tile, each behind its length."""
    if not sees_everything(principal()):
        raise forbidden([Role.AUDITOR])
    tile = _tile(f"entries/{rest}")
    with audit().sessions.read() as session:
        bodies = trail.bodies(session, tile.number * TILE_WIDTH, tile.width)
    try:
        return _bytes(tiles.encode_bundle(bodies), "private, max-age=31536000, immutable")
    except tiles.TileError:
        message = "Ein Eintrag dieses Bündels ist länger, als das Format erlaubt."
        raise NotFound([Violation("entry_too_long", "GOB-01", message)]) from None


def _tile(path: str) -> tiles.Tile:
    """The tile of this path. Raises NotFound unless the newest checkpoint's tree has it."""
    try:
        tile = tiles.parse_path(path)
    except tiles.TileError:
        raise _missing() from None
    with audit().sessions.read() as session:
        newest = checkpoints.latest(session)
    if newest is None or not tiles.exists(tile, newest.tree_size):
        raise _missing()
    return tile


def _missing() -> NotFound:
    return NotFound([Violation("tile_unknown", "GOB-01", "Das gibt es im Protokoll nicht.")])


def _bytes(data: bytes, caching: str) -> Response:
    response = Response(data, content_type="application/octet-stream")
    response.headers["Cache-Control"] = caching
    return response
