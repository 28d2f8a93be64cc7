"""Starting the worker and understanding its answer, or its silence."""

from __future__ import annotations

import json
import subprocess
import sys

from services.reporting.sealing.order import FAILED, Sealed, SealFault, SealOrder

MEMORY_BYTES = 1536 << 20
"""Address space of the worker: a file of 100,000 rows takes about 700 MB."""

SECONDS = 120


def seal(order: SealOrder, *, memory_bytes: int = MEMORY_BYTES) -> Sealed:
    """Seals every file of the order in place. Raises SealFault; then no file is half sealed."""
    command = [sys.executable, "-m", "services.reporting.sealing.worker", str(memory_bytes)]
    try:
        done = subprocess.run(
            command, input=order.to_json(), capture_output=True, timeout=SECONDS, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise SealFault(FAILED, "Das Siegel hat zu lange gedauert.") from error
    except (OSError, ValueError) as error:
        message = "Der Siegelprozess ist abgebrochen (Speicher oder Rechte)."
        raise SealFault(FAILED, message) from error
    if "sealed" not in answer:
        raise SealFault(answer["code"], answer["message"])
    return Sealed(**answer["sealed"])
