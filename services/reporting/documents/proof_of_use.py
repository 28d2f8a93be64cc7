"""Proof of use (R06 phase A, R07 phase B with final call): checklist, statements, both halves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.factual_report import (
    factual_sections,
    open_section,
    origin_section,
)
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.financial_statement import statement_sections
from services.reporting.documents.proof_checklist import checklist_blocks, signed_blocks
from services.reporting.documents.proof_statements import statements_section
from services.reporting.documents.text import Detail, Details, Hint, HintKind, Paragraph
from services.reporting.documents.voucher_list import (
    VoucherListContent,
    VoucherSource,
    list_blocks,
    list_sections,
)
from services.reporting.domain.proof_of_use import ProofOfUse
from shared.money import format_euro
from shared.periods import Period, german_date

TYPE_A, TYPE_B = "proof-of-use-a", "proof-of-use-b"
PHASES: Final = {TYPE_A: "A", TYPE_B: "B"}


def proof_of_use_document(
    type_: str,
    proof: ProofOfUse,
    vouchers: VoucherListContent,
    source: VoucherSource,
    annexes: tuple[Part, ...] = (),
) -> Document:
    """Front page with checklist and statements; annexes 1 to 3 are report, numbers and list, then
    the further `annexes`: the registers of phase B and the rules."""
    heading, sums = vouchers.heading, proof.factual.statement.sums
    front = [Section("Auf einen Blick", tuple(_glance(proof, vouchers)))]
    if proof.phase == "B":
        front.append(Section("Schlussabruf", tuple(_final_call(proof))))
    front.append(Section("Anlagen", tuple(checklist_blocks(proof))))
    statements = statements_section()
    signed = tuple(signed_blocks(proof))
    front.append(Section(statements.heading, (*statements.blocks, *signed)))
    factual = (
        *factual_sections(proof.factual),
        *open_section(proof.factual),
        origin_section(proof.factual),
    )
    numbers = statement_sections(proof.factual.statement)
    parts = (
        Part("proof", tuple(front)),
        Part("report", factual, title="Sachbericht", annex="Anlage 1"),
        Part("statement", numbers, title="Zahlenmäßiger Nachweis", annex="Anlage 2"),
        Part(
            "list",
            list_sections(vouchers, source),
            list_blocks(vouchers, source),
            title="Belegliste",
            annex="Anlage 3",
        ),
        *annexes,
    )
    subtitle = f"Phase {proof.phase}, Ausgaben und Einnahmen bis {german_date(sums.as_of)}"
    return heading.document(type_, "Verwendungsnachweis", subtitle, parts)


def _glance(proof: ProofOfUse, vouchers: VoucherListContent) -> Iterator[Block]:
    grant, sums = vouchers.heading.grant, proof.factual.statement.sums
    eligible = Facts.of(sums.rows.eligible.ids)
    yield Details(
        (
            Detail("Zuwendung", grant.title),
            Detail("Bescheid", f"{grant.award_notice_number} vom {german_date(grant.award_date)}"),
            Detail("Bewilligungszeitraum", _span(proof)),
        )
    )
    yield KeyFigures(
        (
            KeyFigure("Ausgaben, zuwendungsfähig", sums.rows.eligible.cents, facts=eligible),
            KeyFigure("Zuwendung", sums.final.amount_cents, facts=eligible),
            KeyFigure("Eingegangen", sums.received.cents, facts=Facts.of(sums.received.ids)),
            KeyFigure("Saldo", proof.factual.statement.balance_cents),
        )
    )
    if grant.phase != proof.phase:
        text = (
            f"Die Zuwendung ist für Phase {grant.phase} bewilligt; dieser Vordruck ist der für "
            f"Phase {proof.phase}."
        )
        yield Hint(Paragraph.of(text), HintKind.WARNING)


def _span(proof: ProofOfUse) -> str:
    terms = proof.factual.statement.sums.terms
    return f"{german_date(terms.period_start)} bis {german_date(terms.period_end)}"


def _final_call(proof: ProofOfUse) -> Iterator[Block]:
    call = proof.final_call
    if call is None:
        text = "Fehlt noch: Ein Schlussabruf ist bis zu diesem Tag nicht freigegeben."
        yield Hint(Paragraph.of(text), HintKind.WARNING)
        return
    yield Details(
        (
            Detail("Abruf", f"Nr. {call.number}, {Period.parse(call.period).label}"),
            Detail("Betrag", format_euro(call.amount_cents)),
            Detail("Bisher abgerufen", format_euro(call.previously_called_cents)),
            Detail("Zustehend, kumuliert", format_euro(call.entitlement_cents)),
        )
    )
