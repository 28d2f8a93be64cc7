"""Builders of the proofs of use: factual report, numerical proof and list from one cut of data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contracts.rulebook.matrix import load_matrix
from contracts.rulebook.record import load_record
from services.reporting.documents import Document, Part
from services.reporting.documents.compliance_matrix import (
    brief_table,
    results_note,
    where_all_stands,
)
from services.reporting.documents.proof_checklist import LABELS
from services.reporting.documents.proof_of_use import (
    PHASES,
    TYPE_A,
    TYPE_B,
    proof_of_use_document,
)
from services.reporting.domain.narrative_sections import WHOLE
from services.reporting.domain.proof_of_use import ENCLOSED, REGISTERS, proof_of_use
from services.reporting.store import proofs
from services.reporting.usecases.builders.factual_report import factual_figures
from services.reporting.usecases.builders.from_registers import build_inventory, build_registers
from services.reporting.usecases.builders.from_statements import with_interest, with_reasons
from services.reporting.usecases.builders.voucher_lists import list_content, voucher_source
from services.reporting.usecases.material import Material


def build_proof_of_use_a(given: Material) -> Document:
    """R06."""
    return _build(given, TYPE_A)


def build_proof_of_use_b(given: Material) -> Document:
    """R07."""
    return _build(given, TYPE_B)


def _build(given: Material, type_: str) -> Document:
    gathered = proofs.gathered(given.session, given.grant_id, given.offset)
    written = factual_figures(given, WHOLE)
    factual = replace(
        written, statement=with_reasons(given, with_interest(given, written.statement))
    )
    proof = proof_of_use(given.facts, PHASES[type_], factual, gathered)
    registers = tuple(_registers(given)) if type_ == TYPE_B else ()
    source = voucher_source(given, None)
    annexes = (*registers, _rules(len(ENCLOSED) + len(registers) + 1))
    return proof_of_use_document(type_, proof, list_content(given), source, annexes)


def _rules(number: int) -> Part:
    """Every rule with its place in the law, whether it holds and by which pack."""
    rules, record = load_matrix().values(), load_record()
    blocks = (where_all_stands(), results_note(record, rules), brief_table(rules, record))
    return Part("rules", blocks=blocks, title="Regelverzeichnis", annex=f"Anlage {number}")


def _registers(given: Material) -> Iterator[Part]:
    """Inventory, and register of software with gaps and partners, as their own reports say them."""
    for kind, parts in (
        ("inventory", build_inventory(given).parts[:1]),
        ("software_register", build_registers(given).parts[:2]),
    ):
        sections = tuple(section for part in parts for section in part.sections)
        annex = f"Anlage {REGISTERS[kind]}"
        yield Part(kind, sections, parts[0].blocks, title=LABELS[kind], annex=annex)
