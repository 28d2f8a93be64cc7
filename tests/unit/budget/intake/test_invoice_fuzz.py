"""No change to an invoice makes the reader crash or hang: it answers or refuses (issue 3, 7)."""

import json
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from services.budget.domain.invoice import UnreadableInvoice
from services.budget.intake.invoice import read_invoice
from services.budget.intake.invoice_fields import reading_fields
from services.budget.intake.invoice_view import invoice_sections
from shared.money import MAX_CENTS
from tests.samples.invoices.build import pdf_with, sample
from tests.unit.budget.intake.memory_cap import capped_memory

SOUND = [sample(name) for name in ("ubl_invoice.xml", "ubl_credit_note.xml", "cii_invoice.xml")]
PDF = pdf_with(("factur-x.xml", SOUND[2]))
TIME_CAP_S = 5.0
HOSTILE_TEXTS = st.one_of(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        max_size=60,
    ),
    st.sampled_from(
        ["-1", "0", "1e999", "NaN", "99999999999999", "0.005", "2026-13-01", "381", "384", "AE",
         "USD", "#SKONTO#TAGE=99999#PROZENT=1.00#", "=1+1", "<script>", "9" * 4000, " ", "\u0663"]
    ),
)  # fmt: skip


def _survives(data: bytes, filename: str = "rechnung.xml") -> None:
    started = time.monotonic()
    with capped_memory():
        _read(data, filename)
    assert time.monotonic() - started < TIME_CAP_S


def _read(data: bytes, filename: str) -> None:
    try:
        reading = read_invoice(data, filename)
    except UnreadableInvoice as refused:
        assert refused.violations
    else:
        json.dumps(reading_fields(reading), allow_nan=False).encode("utf-8")
        invoice_sections(reading.invoice)
        gross = reading.expenditure.gross_cents
        assert gross is None or 0 <= gross <= 2 * MAX_CENTS


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_changed_bytes_never_crash(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from(SOUND)))
    for _ in range(data.draw(st.integers(1, 6))):
        position = data.draw(st.integers(0, len(body) - 1))
        body[position] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        start = data.draw(st.integers(0, len(body) - 1))
        del body[start : start + data.draw(st.integers(1, 400))]
    _survives(bytes(body))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_changed_trees_never_crash(data: st.DataObject) -> None:
    root = etree.fromstring(data.draw(st.sampled_from(SOUND)))
    for _ in range(data.draw(st.integers(1, 8))):
        nodes = list(root.iter())[1:]
        if not nodes:
            break
        node = data.draw(st.sampled_from(nodes))
        change = data.draw(st.sampled_from(["text", "remove", "repeat", "attribute"]))
        if change == "text":
            node.text = data.draw(HOSTILE_TEXTS)
        elif change == "attribute":
            node.set("currencyID", data.draw(HOSTILE_TEXTS))
        elif change == "remove":
            node.getparent().remove(node)
        else:
            node.addnext(etree.fromstring(etree.tostring(node)))
    _survives(etree.tostring(root, encoding="utf-8"))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_noise_never_crashes(data: bytes) -> None:
    _survives(data.replace(b"%PDF-", b""))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_changed_pdfs_never_crash(data: st.DataObject) -> None:
    body = bytearray(PDF)
    for _ in range(data.draw(st.integers(1, 20))):
        body[data.draw(st.integers(8, len(body) - 1))] = data.draw(st.integers(0, 255))
    _survives(bytes(body), "rechnung.pdf")
