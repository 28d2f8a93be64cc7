"""Checks before a grant or an amendment is proposed (PRG-01 to PRG-04, GOV-01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from services.budget.domain.deciding_values import cited
from services.budget.domain.evidence import Phase
from services.budget.domain.grant import (
    AMENDABLE,
    Amendment,
    NewGrant,
    Terms,
    apply_changes,
    first_terms,
    proof_of_use_due,
)
from services.budget.domain.rate_evidence import rests_on_budget
from services.budget.domain.rulepack import RulePacks, Rules, check_settings, resolve
from shared.errors import Severity, Violation
from shared.money import MAX_CENTS, format_euro, format_percent_bp
from shared.periods import add_months, german_date

EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2099, 12, 31)
"""Days outside are typing errors: no grant of this kind is older or lasts longer."""


def check_grant(
    new: NewGrant, packs: RulePacks, *, has_rate_evidence: bool = False
) -> list[Violation]:
    """Every reason against proposing this grant; `has_rate_evidence`: the document that proves a
    higher rate is filed."""
    pack_problems = check_settings(packs, new.rule_pack, new.rule_settings)
    found = [*_text_violations(new), *pack_problems]
    if pack_problems:
        return found  # without its rule pack nothing more can be said
    if not EARLIEST <= new.award_date <= LATEST:
        message = f"Das Bescheiddatum {german_date(new.award_date)} ist nicht möglich."
        return [*found, Violation("date_out_of_range", "PRG-04", message, field="award_date")]
    rules = resolve(packs, new.rule_pack, new.rule_settings, new.award_date)
    terms = first_terms(new, packs)
    found.extend(_terms_violations(terms))
    found.extend(_programme_warnings(new.phase, terms, rules))
    found.extend(_award_warnings(new, packs, rules))
    if not has_rate_evidence:
        found.extend(_rate_warnings(terms, rules))
    return cited(found, rules, new.phase)


def _rate_warnings(terms: Terms, rules: Rules) -> Iterator[Violation]:
    """A rate above the lowest of the programme rests on the city's budget; the document that
    proves it can be filed only once the grant is there (PRG-02)."""
    if not rests_on_budget(terms.funding_rate_bp, rules):
        return
    message = (
        f"Der Fördersatz von {format_percent_bp(terms.funding_rate_bp)} hängt an der "
        "Haushaltslage. Bitte nach dem Anlegen den Nachweis der Haushaltslage ablegen: Vorher wird "
        "kein Mittelabruf freigegeben."
    )
    yield Violation("rate_evidence_due", "PRG-02", message, "warning", "funding_rate_bp")


def check_rate_evidence(
    terms: Terms, amendment: Amendment, rules: Rules, *, has_evidence: bool
) -> list[Violation]:
    """The rate never switches by itself: from one rate of the programme to the other only with the
    document that proves it (PRG-02, as Hagenow had to).

    A rise above the lowest rate of the programme needs it from wherever it starts, and wherever it
    ends: a step between, at a rate the programme does not know, would walk around the proof.
    """
    new: int = amendment.changes.get("funding_rate_bp", terms.funding_rate_bp)
    usual = rules.programme.funding_rates_bp
    switches = new != terms.funding_rate_bp and {new, terms.funding_rate_bp} <= set(usual)
    rises = new > terms.funding_rate_bp and new > min(usual, default=new)
    if not (switches or rises) or has_evidence:
        return []
    message = (
        f"Der Wechsel von {format_percent_bp(terms.funding_rate_bp)} auf {format_percent_bp(new)} "
        "hängt an der Haushaltslage. Bitte das Dokument beifügen, das sie belegt, oder es vorher "
        "als Nachweis ablegen."
    )
    # A fall of the rate costs the city; only a rise rests on a claim somebody has to prove.
    severity: Severity = "error" if new > terms.funding_rate_bp else "warning"
    found = Violation("rate_evidence_missing", "PRG-02", message, severity, "file")
    return cited([found], rules)


def check_amendment(
    terms: Terms, amendment: Amendment, packs: RulePacks, *, phase: Phase, today: date
) -> list[Violation]:
    """Every reason against proposing this amendment to `terms`, the ones in force `today`; the
    terms it leads to must fit the programme as those of a new grant do."""
    unknown = sorted(set(amendment.changes) - AMENDABLE)
    found = [
        Violation(
            "change_unknown",
            "GOV-01",
            f"„{key}“ kann ein Änderungsbescheid hier nicht ändern. "
            "Bitte eine neue Zuwendung anlegen.",
            field=f"changes.{key}",
        )
        for key in unknown
    ]
    if not amendment.changes:
        message = "Der Änderungsbescheid ändert nichts. Bitte mindestens einen Wert angeben."
        found.append(Violation("amendment_empty", "GOV-01", message, field="changes"))
    if not amendment.reference.strip():
        message = "Es fehlt das Aktenzeichen des Änderungsbescheids."
        found.append(Violation("reference_missing", "GOV-01", message, field="reference"))
    if amendment.decided_on > today:
        message = (
            f"Der Änderungsbescheid vom {german_date(amendment.decided_on)} liegt in der Zukunft."
        )
        found.append(Violation("decided_in_future", "GOV-02", message, field="decided_on"))
    if unknown:
        return found
    after = apply_changes(terms, amendment.changes)
    pack_problems = check_settings(packs, after.rule_pack, after.rule_settings)
    found.extend(pack_problems)
    found.extend(_terms_violations(after))
    if not pack_problems:
        rules = resolve(packs, after.rule_pack, after.rule_settings, today)
        found.extend(cited(_programme_warnings(phase, after, rules), rules, phase))
    return found


def _text_violations(new: NewGrant) -> Iterator[Violation]:
    texts = {
        "grant_id": "die Kennung der Zuwendung",
        "programme_id": "die Kennung des Programms",
        "title": "die Bezeichnung",
        "award_notice_number": "das Aktenzeichen des Zuwendungsbescheids",
    }
    for field, what in texts.items():
        if not str(getattr(new, field)).strip():
            yield Violation("text_missing", "GOV-01", f"Es fehlt {what}.", field=field)


def _terms_violations(terms: Terms) -> Iterator[Violation]:
    if not 0 < terms.funding_rate_bp <= 10_000:
        message = "Der Fördersatz liegt über 0 % und höchstens bei 100 %."
        yield Violation("rate_out_of_range", "PRG-01", message, field="funding_rate_bp")
    for field in ("max_eligible_cents", "max_grant_cents"):
        cap = getattr(terms, field)
        if cap is not None and not 0 < cap <= MAX_CENTS:
            message = "Ein Höchstbetrag ist größer als 0,00 €; ohne Höchstbetrag bleibt er leer."
            yield Violation("cap_out_of_range", "PRG-03", message, field=field)
    yield from _date_violations(terms)


def _date_violations(terms: Terms) -> Iterator[Violation]:
    for field in ("period_start", "period_end", "earliest_contract_date", "payments_until"):
        day = getattr(terms, field)
        if not EARLIEST <= day <= LATEST:
            message = f"Der Tag {german_date(day)} ist nicht möglich (2000 bis 2099)."
            yield Violation("date_out_of_range", "PRG-04", message, field=field)
    if terms.period_end < terms.period_start:
        message = "Der Bewilligungszeitraum endet vor seinem Beginn."
        yield Violation("period_reversed", "PRG-04", message, field="period_end")
    if terms.earliest_contract_date > terms.period_end:
        message = "Der früheste Auftragstag liegt nach dem Ende des Bewilligungszeitraums."
        yield Violation("contract_after_end", "ELG-03", message, field="earliest_contract_date")
    if terms.payments_until < terms.period_end:
        message = (
            f"Zahlungen zählen nur bis {german_date(terms.payments_until)}, der "
            f"Bewilligungszeitraum läuft bis {german_date(terms.period_end)}. "
            "Bitte die Frist für den Verwendungsnachweis mit dem Zuwendungsgeber klären."
        )
        yield Violation("payments_end_early", "VN-02", message, "warning", "payments_until")


def _programme_warnings(phase: Phase, terms: Terms, rules: Rules) -> Iterator[Violation]:
    if terms.funding_rate_bp not in rules.programme.funding_rates_bp:
        usual = ", ".join(format_percent_bp(rate) for rate in rules.programme.funding_rates_bp)
        message = (
            f"Der Fördersatz {format_percent_bp(terms.funding_rate_bp)} ist im Programm nicht "
            f"üblich ({usual}). Bitte mit dem Bescheid vergleichen."
        )
        yield Violation("rate_unusual", "PRG-02", message, "warning", "funding_rate_bp")
    yield from _duration_warnings(phase, terms, rules)
    maximum = (
        rules.programme.cap_phase_a_cents if phase is Phase.A else rules.programme.cap_phase_b_cents
    )
    field = "max_eligible_cents" if rules.programme.cap_basis == "eligible" else "max_grant_cents"
    cap = getattr(terms, field)
    if cap is not None and cap > maximum:
        message = (
            f"Der Höchstbetrag {format_euro(cap)} liegt über dem des Programms für Phase "
            f"{phase.value} ({format_euro(maximum)}). Bitte mit dem Bescheid vergleichen."
        )
        yield Violation("cap_above_programme", "PRG-03", message, "warning", field)
    if terms.max_eligible_cents is None and terms.max_grant_cents is None:
        message = "Die Zuwendung hat keinen Höchstbetrag. Bitte mit dem Bescheid vergleichen."
        yield Violation("cap_missing", "PRG-03", message, "warning", "max_eligible_cents")


def _duration_warnings(phase: Phase, terms: Terms, rules: Rules) -> Iterator[Violation]:
    programme = rules.programme
    months = programme.phase_a_months if phase is Phase.A else programme.phase_b_months
    last = add_months(terms.period_start, months) - timedelta(days=1)
    if terms.period_end > last:
        message = (
            f"Phase {phase.value} dauert im Programm höchstens {months} Monate, hier also bis "
            f"{german_date(last)}. Bitte mit dem Bescheid vergleichen."
        )
        yield Violation("phase_too_long", "PRG-04", message, "warning", "period_end")


def _award_warnings(new: NewGrant, packs: RulePacks, rules: Rules) -> Iterator[Violation]:
    if new.earliest_contract_date < new.award_date:
        message = (
            f"Aufträge sollen schon ab {german_date(new.earliest_contract_date)} zählen, der "
            f"Bescheid ist vom {german_date(new.award_date)}. Das braucht eine Zustimmung."
        )
        yield Violation(
            "start_before_award", "ELG-04", message, "warning", "earliest_contract_date"
        )
    valid_from = packs[new.rule_pack].valid_from
    if valid_from is not None and new.award_date < valid_from:
        message = (
            f"Das Regelpaket gilt erst ab {german_date(valid_from)}; der Bescheid ist älter. "
            "Bitte prüfen, welche Fassung der Bescheid nennt."
        )
        yield Violation("rule_pack_too_new", "GOV-01", message, "warning", "rule_pack")
    due = proof_of_use_due(new.phase, new.award_date, new.period_end, rules)
    if new.payments_until is not None and new.payments_until > due:
        message = (
            f"Der Verwendungsnachweis ist am {german_date(due)} fällig; Zahlungen sollen bis "
            f"{german_date(new.payments_until)} zählen. Das braucht eine verlängerte Frist."
        )
        rule = "VN-07" if rules.proof.counts_from_period_end else "VN-02"
        yield Violation("payments_after_proof", rule, message, "warning", "payments_until")
