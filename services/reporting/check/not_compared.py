"""Which cells of a report does no step compare with an event, a rule or another cell? They are said
table by table: a reader must not take them for confirmed because everything else is.

A column counts as compared only if it stands in `COMPARED`; whatever is new is told as open.
`python -m tests.contract.cell_forgeries` finds the columns whose every forgery is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .outcome import Unseen
from .printed import blocks

_FIGURES = ""
_NUMBERED = re.compile(r"_\d+$")
COMPARED: dict[str, str] = {
    "": (
        "amount_cents balance_cents bookings clean_count count done eligible eligible_cents "
        "entitlement_cents finding_count gone grant_cents grant_share hidden lacking "
        "late_cents late_interest_cents later open overdue owed_cents owed_interest_cents "
        "own_share_cents paid paid_cents previously_called_cents published rate_bp "
        "received_cents row_count software there use_bp"
    ),
    "answers": "question remark said verdict",
    "attachment_values": "citation label pack point value",
    "attachments": "attachment place remedy rule state",
    "balance": "amount rule step",
    "basis": "amount rule step",
    "benefit_indicators": "actual baseline measure measured_on name number source target unit",
    "bookings": "eligible gross hours method number period posts rate sheets state",
    "calls": (
        "amount approved call call_period called earlier eligible entitlement number period "
        "received received_on status"
    ),
    "categories": "category eligible paid",
    "certification_ages": "age arithmetical factual rows",
    "certifications": "actor at certification deputy_for imported kind number voucher",
    "conformity": "check content rule standard state",
    "contents": "columns content file key",
    "corrections": (
        "call creditor eligible invoice_date invoice_number measure number paid paid_on "
        "purpose share voucher_number"
    ),
    "deadline_values": "citation label pack point value",
    "deadlines": (
        "basis due_on duty lead_30 lead_7 lead_90 remedy responsible rule status target_on told"
    ),
    "deciding_values": "citation label pack point value",
    "development": "called eligible paid part received",
    "deviating_lines": "actual category deviation deviation_share line planned",
    "disposals": "consent disposed_on kind name number proceeds tied within",
    "done": "done_on due_on duty responsible rule",
    "eligible_steps": "amount rule step",
    "entitlement": "amount rule step",
    "exchanges": "held_on material measure model_project number topic url",
    "factual_findings": "point remedy rule where",
    "findings": "amount answer answered_on count finding number receipt remedy rule text weight",
    "flow_findings": "point remedy rule where",
    "gaps": "content instead missing name number reason register remedy rule",
    "gate_values": "citation label pack point value",
    "gates": "gate remedy rule state",
    "grant": "max_eligible max_grant period_end period_start rate reference rule_pack valid_from",
    "grant_steps": "amount rule step",
    "half_years": (
        "called committed eligible forecast half_year paid planned potential received residue"
    ),
    "incomes": "amount kind received_on source",
    "indicators": "baseline measure measured_on name number source target unit",
    "interest_findings": "point remedy rule where",
    "interest_values": "citation label pack point value",
    "inventory": (
        "acquired_on binding_until class disposal disposed_on eligible grant_share item "
        "measure name number place whole"
    ),
    "inventory_findings": "point remedy rule where",
    "items": "acquired_on class eligible grant_share measure name net number receipt tax whole",
    "largest_lines": "actual category deviation deviation_share line planned",
    "late_items": "amount days interest number open paid_out_on reason starts_on",
    "lines": (
        "category committed eligible line measure overrun overrun_share paid planned remaining"
    ),
    "log": "event leaf time type",
    "matrix": "citation confidence id title",
    "measure_findings": "point remedy rule where",
    "measure_results": "actual light measure milestones planned reported",
    "measures": (
        "available called coming committed decision eligible field first_day forecast "
        "last_day light measure origin paid planned standing title"
    ),
    "measures_actual": "deviation deviation_share eligible measure planned",
    "milestones": "done_on due_on milestone state",
    "money": "category committed eligible paid planned",
    "municipal_extra": "amount rule step",
    "notes_plan_actual": "amount figure mark note",
    "notices": "due_on effect_cents known_on number occasion rule sent_on",
    "open_points": "count kind numbers point remedy rule",
    "open_source": "licence measure name number published_on reason repository status",
    "other_incomes": "amount income kind received_on source",
    "owed_items": "amount days interest number open paid_out_on reason starts_on",
    "own_share": "amount rule step",
    "participation": "measure origin",
    "partners": "held_on number partner",
    "places": "binding_until life name number place responsible serial_number",
    "plan_actual": "actual actual_year category deviation deviation_share line planned remark",
    "plan_lines": "category line measure planned",
    "points": "count kind point remedy",
    "portfolio_findings": "point remedy rule where",
    "posts": "existing first last measure months post",
    "procurements": (
        "award bidders changes complete contract contract_date estimate files invoiced "
        "measure number paid procedure procurement regime subject"
    ),
    "publications": "logos measure medium notice number published_on title url",
    "rates": "rate source valid_from",
    "receipt_files": "dated file kind number sha256 voucher",
    "recommendations": "adviser measure number reason received_on status text",
    "releases": "call on reason release released what year",
    "rows": "gross measure number point rule severity voucher_number",
    "rules": "citation id title",
    "sample": "creditor drawn findings line number paid voucher_number",
    "segments": "base_rate days first interest last principal rate",
    "signatories": "office sheet valid_from",
    "software": (
        "documentation licence measure name number opencode published_on reason repository status"
    ),
    "sources": "actual deviation kind planned source",
    "statement_findings": "point remedy rule where",
    "summary": "category count eligible line measure paid share",
    "texts": "author released_on releaser section version",
    "voucher_details": (
        "allocation booking category discount file gross ineligible kind number procurement "
        "reasons refers_to retention service_from service_to vat"
    ),
    "vouchers": (
        "call creditor eligible invoice_date invoice_number line measure number paid paid_on "
        "purpose share voucher_number"
    ),
    "waivers": "approved_on document expires_on finding number persons reason rule",
    "waiting_points": "count kind numbers point remedy rule",
    "way": "amount rule step",
    "years": "committed eligible forecast paid planned potential residue year",
}
"""Columns by the key of their table, key figures by an empty one."""
_BY_LABEL = frozenset((
    "Ausgaben, zuwendungsfähig", "Zuwendung", "Eingegangen", "Saldo", "Belege der Stichprobe",
    "Feststellungen", "davon ohne Antwort", "Beanstandet",
))  # fmt: skip
"""Key figures without a key."""


def open_columns(document: dict[str, Any]) -> Iterator[tuple[str, str, str, str, int]]:
    """Key and caption of the table, key and label of the column, and the number of cells."""
    for table in blocks(document, "table"):
        compared = COMPARED.get(_plain(table["key"]), "").split()
        rows = [one for one in table["rows"] if one["kind"] == "data"]
        for column in table["columns"]:
            if column["key"] not in compared and rows:
                yield table["key"], table["caption"], column["key"], column["label"], len(rows)
    compared = COMPARED.get(_FIGURES, "").split()
    for block in blocks(document, "key_figures"):
        for one in block["figures"]:
            is_compared = one["key"] in compared if one["key"] else one["label"] in _BY_LABEL
            if not is_compared:
                yield _FIGURES, "Kennzahlen", one["key"], one["label"], 1


def _plain(key: str) -> str:
    """Without the running number that tables of several audits bear."""
    return _NUMBERED.sub("", key)


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
