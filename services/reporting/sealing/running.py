"""Starting the worker and understanding its answer, or its silence."""

from __future__ import annotations

import json
import subprocess
import sys
from types import TracebackType

from services.reporting.sealing.order import FAILED, Sealed, SealFault, SealOrder

MEMORY_BYTES = 1536 << 20
"""Address space of the worker: a file of 100,000 rows takes about 700 MB."""

SECONDS = 120


class Worker:
    """One worker for one order. Started before the files are drawn, it has loaded the signing
    library by the time they are finished; without an order it ends with the block."""

    def __init__(self, *, memory_bytes: int = MEMORY_BYTES) -> None:
        command = [sys.executable, "-m", "services.reporting.sealing.worker", str(memory_bytes)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    def seal(self, order: SealOrder) -> Sealed:
        """Seals every file of the order in place. Raises SealFault; then none is half sealed."""
        try:
            answered, _ = self._process.communicate(order.to_json(), SECONDS)
            answer = json.loads(answered)
        except subprocess.TimeoutExpired as error:
            raise SealFault(FAILED, "Das Siegel hat zu lange gedauert.") from error
        except (OSError, ValueError) as error:
            message = "Der Siegelprozess ist abgebrochen (Speicher oder Rechte)."
            raise SealFault(FAILED, message) from error
        if "sealed" not in answer:
            raise SealFault(answer["code"], answer["message"])
        return Sealed(**answer["sealed"])


def seal(order: SealOrder, *, memory_bytes: int = MEMORY_BYTES) -> Sealed:
    """Seals with a worker of its own, started now. Raises SealFault."""
    with Worker(memory_bytes=memory_bytes) as worker:
        return worker.seal(order)
