"""The worker: reads one order from standard input, seals, answers with one line of JSON.

`python -m services.reporting.sealing.worker BYTES` limits its own memory before it reads anything.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import resource
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from services.reporting.sealing.order import FAILED, Sealed, SealFault, SealOrder


def main(arguments: Sequence[str]) -> int:
    """Seal what the order says; the exit code is 0 whenever there is an answer."""
    limit = int(arguments[0])
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold the key
    answer: dict[str, Any]
    try:
        _load()
        answer = {"sealed": asdict(_seal(SealOrder.from_json(sys.stdin.buffer.readline())))}
    except SealFault as fault:
        answer = {"code": fault.code, "message": fault.message}
    except MemoryError:
        answer = {"code": FAILED, "message": "Der Bericht ist zu groß für den Siegelprozess."}
    except Exception as error:  # a library's error must not look like silence
        text = f"Das Siegel ist nicht gelungen ({type(error).__name__})."
        answer = {"code": FAILED, "message": text}
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


def _load() -> None:
    """Load the library while whoever orders is still drawing."""
    import pyhanko.sign.signers

    from services.reporting.sealing import keys, stamps

    logging.disable(logging.CRITICAL)
    _ = (pyhanko, keys, stamps)


def _seal(order: SealOrder) -> Sealed:
    # Imported once the memory limit holds.
    from pyhanko.stamp import BaseStampStyle

    from services.reporting.sealing.keys import certificate_of, signer_of
    from services.reporting.sealing.stamps import HttpStamper

    class Kept(BaseStampStyle):
        """Leaves the appearance that the document brings."""

        def create_stamp(self, writer: Any, box: Any, text_params: Any) -> None:
            return None

    signer = signer_of(order.key, datetime.fromisoformat(order.at), order.revoked)
    stamper = HttpStamper(order.stamp_url) if order.stamp_url else None
    for name in order.files:
        _seal_file(Path(name), order, signer, stamper, Kept())
    certificate = certificate_of(signer)
    subject = str(certificate.subject.native.get("common_name", ""))
    finger = hashlib.sha256(certificate.dump()).hexdigest()
    return Sealed(subject, finger, stamper is not None)


def _seal_file(path: Path, order: SealOrder, signer: Any, stamper: Any, style: Any) -> None:
    """All seals or none: the finished file takes the place of the old one at once."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    content = path.read_bytes()
    for field, reason in order.seals:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        given = _has_field(writer, field)
        metadata = PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            location=order.place,
        )
        hidden = InvisSigSettings(box_out_of_bounds=True)
        sealer = PdfSigner(
            metadata,
            signer,
            timestamper=stamper,
            stamp_style=style if given else None,
            new_field_spec=None if given else SigFieldSpec(field, invis_sig_settings=hidden),
        )
        done = sealer.sign_pdf(writer)
        content = done.getvalue()
    draft = path.with_suffix(".sealed")
    draft.write_bytes(content)
    os.replace(draft, path)


def _has_field(writer: Any, name: str) -> bool:
    from pyhanko.sign.fields import enumerate_sig_fields

    return any(found == name for found, *_ in enumerate_sig_fields(writer, filled_status=False))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
