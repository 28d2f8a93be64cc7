"""An e-invoice that fits the sample and is not entered yet: the first thing a newcomer drops."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random  # noqa: TID251 - injected and seeded
from typing import Final

from services.sample.city import PHASE_B
from services.sample.scribe import Bill, Scribe
from services.sample.timeline import Timeline
from services.sample.xrechnung import xrechnung

INVOICE_NAME: Final = "beispielrechnung.xml"
_BILL: Final = Bill(
    "M4 Sensorik", "M4-STARKREGEN", "Pegeltechnik Beispiel GmbH", "Pegelsensor", 3_480, pays=None
)
_DAYS_AGO: Final = 6


def new_invoice(line: Timeline) -> bytes:
    """An XRechnung of some days ago for a service within phase B."""
    scribe = Scribe(Random(11), {PHASE_B: (line.b_award, line.b_start)})
    voucher = scribe.write("new", _BILL, line.today - timedelta(days=_DAYS_AGO))
    return xrechnung(replace(voucher.facts, invoice_number="RE-PEGEL-0001"))
