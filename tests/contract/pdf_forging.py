"""Writes a changed report so that its identifier fits again, as a careful forger would."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf

from services.reporting.sealing.order import KeySource, SealOrder
from services.reporting.sealing.running import seal
from shared.clock import format_instant
from tests.seal_material import NOW, Keys

Change = Callable[[pikepdf.Pdf], object]


def forged(
    genuine: bytes,
    change: Change,
    raw: Callable[[bytes], bytes] = lambda one: one,
    *,
    is_tidy: bool = True,
) -> bytes:
    """The report after `change`; `raw` may replace the unfolded cross-reference rows. A tidy forger
    leaves nothing behind that nothing names any more."""
    with pikepdf.open(io.BytesIO(genuine)) as pdf:
        change(pdf)
        used = _reached(pdf)
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Type") in ("/XRef", "/ObjStm"):
                continue
            if is_tidy and one.objgen[0] not in used:
                continue
            places[one.objgen[0]] = len(out)
            out += b"%d 0 obj\n%b\nendobj\n" % (one.objgen[0], _body(one))
        root = pdf.Root.objgen[0]
    return _closed(bytes(out), places, root, raw)


def _reached(pdf: pikepdf.Pdf) -> set[int]:
    """Numbers of the objects that the root leads to."""
    found: set[int] = set()
    waiting: list[object] = [pdf.Root]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)):
            continue
        if one.is_indirect:
            if one.objgen[0] in found:
                continue
            found.add(one.objgen[0])
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        else:
            waiting += [value for _, value in one.items()]
    return found


def _body(one: pikepdf.Object) -> bytes:
    if not isinstance(one, pikepdf.Stream):
        return one.unparse(resolved=True)
    content, entries = one.read_raw_bytes(), pikepdf.Dictionary(dict(one.stream_dict.items()))
    entries["/Length"] = len(content)
    return entries.unparse(resolved=True) + b"\nstream\n" + content + b"\nendstream"


def _closed(out: bytes, places: dict[int, int], root: int, raw: Callable[[bytes], bytes]) -> bytes:
    number, above, rows = max(places) + 1, bytes(7), b""
    for one in range(number + 1):
        at = {**places, number: len(out)}.get(one)
        row = bytes(7) if at is None else b"\x01" + at.to_bytes(4, "big") + bytes(2)
        rows += b"\x02" + bytes((a - b) & 255 for a, b in zip(row, above, strict=True))
        above = row
    table = zlib.compress(raw(rows), 9)
    digest = hashlib.sha256(out + table).hexdigest()[:32].encode()
    head = (
        b"%d 0 obj\n<</Type/XRef/Size %d/Root %d 0 R/W[1 4 2]/ID[<%b><%b>]/Filter/FlateDecode"
        b"/DecodeParms<</Columns 7/Predictor 12>>/Length %d>>\nstream\n"
    ) % (number, number + 1, root, digest, digest, len(table))
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + head + table + end


def sealed_by_a_stranger(data: bytes, folder: Path, keys: Keys) -> bytes:
    """The file under a good seal of somebody: only its issuer shows that it is not the city's."""
    path = folder / "gesiegelt.pdf"
    path.write_bytes(data)
    field = (("Freigabe1", "Freigabe: Kämmerei"),)
    key = KeySource(pem=keys.pem())
    seal(SealOrder((str(path),), field, key, "Musterstadt", format_instant(NOW)))
    return path.read_bytes()
