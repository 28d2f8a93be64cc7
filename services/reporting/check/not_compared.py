"""Which cells of a report does no step compare with an event, a rule or another cell? They are said
table by table: a reader must not take them for confirmed because everything else is.

A column counts as compared only if it stands in `COMPARED`; whatever is new is told as open.
`python -m tests.contract.cell_forgeries` finds the columns whose every forgery is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .outcome import Unseen
from .printed import blocks

_FIGURES = ""
COMPARED: dict[str, str] = {
    "": (
        "amount_cents balance_cents clean_count done eligible_cents entitlement_cents "
        "finding_count grant_cents later overdue own_share_cents paid_cents "
        "previously_called_cents received_cents row_count"
    ),
    "attachment_values": "citation label pack value",
    "balance": "amount rule step",
    "basis": "amount rule step",
    "calls": "amount approved received received_on",
    "categories": "category eligible paid",
    "certification_ages": "age arithmetical factual rows",
    "certifications": "actor at certification deputy_for imported kind number voucher",
    "contents": "columns content file key",
    "corrections": (
        "call creditor eligible invoice_date invoice_number measure number paid paid_on "
        "purpose share voucher_number"
    ),
    "deadline_values": "citation label pack value",
    "deadlines": (
        "basis due_on duty lead_30 lead_7 lead_90 remedy responsible rule status target_on told"
    ),
    "development": "called eligible paid received",
    "deviating_lines": "actual category deviation deviation_share line planned",
    "done": "done_on due_on duty responsible rule",
    "eligible_steps": "amount rule step",
    "entitlement": "amount rule step",
    "factual_findings": "point remedy rule where",
    "flow_findings": "point remedy rule where",
    "gate_values": "citation label pack value",
    "gates": "rule state",
    "grant": "max_eligible max_grant period_end period_start rate reference rule_pack valid_from",
    "grant_steps": "amount rule step",
    "half_years": (
        "called committed eligible forecast half_year paid planned potential received residue"
    ),
    "incomes": "amount received_on source",
    "interest_findings": "point remedy rule where",
    "inventory_findings": "point remedy rule where",
    "largest_lines": "actual category deviation deviation_share line planned",
    "lines": "category committed eligible line measure overrun overrun_share paid planned",
    "log": "event leaf position time type",
    "measure_results": "actual light milestones planned reported",
    "measures": (
        "available called coming committed eligible first_day forecast last_day light paid planned"
    ),
    "measures_actual": "deviation deviation_share eligible planned",
    "money": "committed eligible paid",
    "municipal_extra": "amount rule step",
    "open_points": "count kind numbers point rule",
    "other_incomes": "amount received_on source",
    "own_share": "amount rule step",
    "plan_actual": "actual actual_year category deviation deviation_share line planned",
    "plan_lines": "category line measure planned",
    "points": "count kind point remedy rule",
    "portfolio_findings": "point remedy rule where",
    "receipt_files": "number sha256",
    "releases": "call on release what",
    "rows": "gross measure number point rule severity voucher_number",
    "rules": "citation id title",
    "sources": "actual deviation planned",
    "statement_findings": "point remedy rule where",
    "summary": "category eligible line measure paid",
    "voucher_details": (
        "allocation booking category discount file gross ineligible kind number "
        "procurement reasons refers_to retention service_from service_to vat"
    ),
    "vouchers": (
        "call creditor eligible invoice_date invoice_number line measure number paid "
        "paid_on purpose share voucher_number"
    ),
    "waivers": "approved_on document expires_on finding number persons reason rule",
    "way": "amount rule step",
    "years": "committed eligible forecast paid planned potential residue year",
}
"""Columns by the key of their table, key figures by an empty one."""


def open_columns(document: dict[str, Any]) -> Iterator[tuple[str, str, str, str, int]]:
    """Key and caption of the table, key and label of the column, and the number of cells."""
    for table in blocks(document, "table"):
        compared = COMPARED.get(table["key"], "").split()
        rows = [one for one in table["rows"] if one["kind"] == "data"]
        for column in table["columns"]:
            if column["key"] not in compared and rows:
                yield table["key"], table["caption"], column["key"], column["label"], len(rows)
    compared = COMPARED.get(_FIGURES, "").split()
    for block in blocks(document, "key_figures"):
        for one in block["figures"]:
            if one["key"] not in compared:
                yield _FIGURES, "Kennzahlen", one["key"], one["label"], 1


def tell_open(document: dict[str, Any]) -> str:
    """Raises Unseen naming the cells, and that sentences stand beside them."""
    found: dict[str, list[str]] = {}
    cells = 0
    for _, caption, _, label, count in open_columns(document):
        found.setdefault(caption, []).append(label)
        cells += count
    tables = "; ".join(f"{caption} ({', '.join(labels)})" for caption, labels in found.items())
    words = "Sätze und Überschriften, von Beträgen abgesehen"
    if not cells:
        raise Unseen(f"{words}, vergleicht nur der Druck mit den Daten")
    raise Unseen(
        f"{cells} Angaben in Tabellen und Kennzahlen vergleicht nur der Druck mit den Daten, kein "
        f"Ereignis: {tables}; ebenso {words}"
    )
