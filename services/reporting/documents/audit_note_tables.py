"""The tables of an audit note: sample, findings with answers, the questions of the form."""

from __future__ import annotations

from typing import Final

from contracts.events.budget.audit_cases import AuditNoteClosed
from services.reporting.documents.figures import Facts
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.audit_note import AuditLine, FindingFact, SampledRow

_QUESTIONS: Final = {
    "on_time": "Rechtzeitig vorgelegt?",
    "complete": "Vollständig?",
    "report": "Sachbericht in Ordnung?",
    "numbers": "Zahlenmäßiger Nachweis in Ordnung?",
    "receipts": "Belege in Ordnung?",
    "other_documents": "Sonstige Unterlagen in Ordnung?",
    "on_site": "Örtliche Erhebungen?",
    "success": "Zuwendungszweck erreicht?",
    "grant_figures": "Zuwendung richtig berechnet?",
}
_VERDICTS: Final = {"ok": "ja", "not_ok": "nein", "not_checked": "nicht geprüft"}
_WEIGHTS: Final = {"objection": "Beanstandung", "remark": "Hinweis"}
_SAMPLE: Final = (
    Column("number", "Lfd. Nr.", ValueType.INTEGER, row_header=True),
    Column("voucher_number", "Beleg-Nr.", expected_chars=12),
    Column("creditor", "Empfänger", expected_chars=22),
    Column("line", "Planposition", expected_chars=18),
    Column("paid", "Gezahlt", ValueType.MONEY, summed=True),
    Column("drawn", "Warum in der Stichprobe", expected_chars=16),
    Column("findings", "Feststellung Nr.", expected_chars=10),
)
_FINDINGS: Final = (
    Column("number", "Nr.", ValueType.INTEGER, row_header=True),
    Column("weight", "Art", expected_chars=12),
    Column("receipt", "Lfd. Nr.", ValueType.INTEGER),
    Column("text", "Feststellung", expected_chars=36),
    Column("amount", "Betrag", ValueType.MONEY, summed=True),
    Column("answered_on", "Beantwortet", ValueType.DATE),
    Column("answer", "Antwort der Stadt", expected_chars=30),
)
_ANSWERS: Final = (
    Column("question", "Frage", row_header=True, expected_chars=30),
    Column("said", "Was die Bücher sagen", expected_chars=36),
    Column("verdict", "Befund", expected_chars=12),
    Column("remark", "Bemerkung", expected_chars=30),
)


def sample_table(one: AuditLine) -> Table:
    """The receipts that were looked at, as of the day."""
    rows = [_sampled(each) for each in one.sample]
    paid = sum(each.paid.cents for each in one.sample)
    rows.append(Row((None, None, None, None, paid, None, None), RowKind.TOTAL, label="Summe"))
    number = one.fact.opened.number
    return Table(f"sample_{number}", f"Stichprobe der Prüfung {number}", _SAMPLE, tuple(rows))


def _sampled(one: SampledRow) -> Row:
    about = ", ".join(str(each) for each in one.findings)
    cells = (
        one.number,
        one.words.voucher_number or None,
        one.words.creditor or None,
        one.budget_line,
        one.paid.cents,
        "ab der Grenze" if one.is_by_limit else "ausgelost",
        about,
    )
    salts = (("creditor", one.words.salt),) if one.words.salt else ()
    return Row(cells, facts=Facts.of([one.expenditure_id]), salts=salts)


def findings_table(one: AuditLine) -> Table:
    """Findings with what the city answered."""
    rows = [_finding(each) for each in one.findings]
    amount = sum(each.recorded.amount_cents or 0 for each in one.findings)
    total = (None, None, None, None, amount, None, None)
    rows.append(Row(total, RowKind.TOTAL, label="Summe"))
    number = one.fact.opened.number
    caption = f"Feststellungen der Prüfung {number}"
    return Table(f"findings_{number}", caption, _FINDINGS, tuple(rows))


def _finding(one: FindingFact) -> Row:
    found = one.recorded
    cells = (
        found.number,
        _WEIGHTS.get(found.weight, found.weight),
        found.expenditure_number,
        found.text,
        found.amount_cents,
        one.answered_on,
        one.answer,
    )
    return Row(cells, facts=Facts.of([found.finding_id]))


def answers_table(number: int, note: AuditNoteClosed) -> Table:
    """The questions of the form with what the auditor says to each (AUD-03)."""
    ids = Facts.of([note.audit_id])
    rows = tuple(
        Row(
            (
                _QUESTIONS.get(one.question, one.question),
                one.said,
                _VERDICTS.get(one.verdict, one.verdict),
                one.remark,
            ),
            facts=ids,
        )
        for one in note.answers
    )
    return Table(f"answers_{number}", f"Fragen der Prüfung {number}", _ANSWERS, rows)
