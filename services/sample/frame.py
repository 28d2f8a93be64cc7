"""What comes before any invoice: grants, decisions, measures, plans, the amending notice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from services.budget.domain.determination import Determination, DeterminationKind
from services.budget.domain.evidence import Evidence, EvidenceKind
from services.budget.domain.grant import Amendment, NewGrant
from services.budget.domain.income import Income
from services.budget.domain.pack_change import PackChange
from services.budget.domain.plan import Basis, NewPlanVersion, SourceKind
from services.budget.domain.rulepack import Parameter
from services.budget.usecases.amendment import confirm_amendment, propose_amendment
from services.budget.usecases.determination import confirm_determination, propose_determination
from services.budget.usecases.document import Upload
from services.budget.usecases.evidence import file_evidence
from services.budget.usecases.grant import confirm_grant, propose_grant
from services.budget.usecases.income import record_income
from services.budget.usecases.measure import record_measure
from services.budget.usecases.pack_change import propose_change
from services.budget.usecases.plan import draft_plan, release_plan
from services.sample import city
from services.sample.agenda import Agenda
from services.sample.city import MEASURES_A, MEASURES_B, PHASE_A, PHASE_B, Measure
from services.sample.desk import ADMINISTRATION, FINANCE, OFFICER, PROGRAMME, Desk
from services.sample.timeline import Timeline
from services.sample.voucher_pdf import letter_pdf

_GATES_B: Final = (
    (EvidenceKind.COUNCIL_DECISION, 60, "Ratsbeschluss BEISPIEL-2024/118"),
    (EvidenceKind.COMMITTEE_DECISION, 75, "Digitalausschuss BEISPIEL-2024/57"),
    (EvidenceKind.MINISTRY_APPROVAL, 25, "Freigabe der Strategie, Az. BEISPIEL-SCP-7"),
)
"""Decisions on the strategy, as many days before phase B."""


@dataclass(frozen=True)
class Frame:
    """Puts everything that is no expenditure and no call on the agenda."""

    desk: Desk
    agenda: Agenda
    line: Timeline

    def plan_all(self) -> None:
        """Both grants from the award to the latest plan version."""
        line = self.line
        self._award(city.grant_a(line), MEASURES_A, line.a_award)
        self._award(city.grant_b(line), MEASURES_B, line.b_award)
        self._plans_of_b()
        for kind, before, reference in _GATES_B:
            day = line.b_start - timedelta(days=before)
            filed_on = line.b_start + timedelta(days=5)
            self._evidence(PHASE_B, filed_on, Evidence(kind, day, reference))
        accepted = Evidence(
            EvidenceKind.PROOF_OF_USE_ACCEPTED, line.b_day(2, 10), "Prüfvermerk BEISPIEL-436-A/VN"
        )
        self._evidence(PHASE_A, line.b_day(2, 14), accepted)
        self._amendment()
        self._incomes()
        self._change_of_law()

    def file_phase_b_documents(self, day: date) -> None:
        """The last open gate of the first call of phase B."""
        new = Evidence(
            EvidenceKind.PHASE_B_DOCUMENTS, day, "Unterlagen zum Übergang, BEISPIEL-436-B/U"
        )
        self._evidence(PHASE_B, day, new)

    def _award(self, grant: NewGrant, measures: tuple[Measure, ...], day: date) -> None:
        desk, means = self.desk, self.desk.means
        self.agenda.add(
            day + timedelta(days=2),
            lambda: desk.do(
                ADMINISTRATION,
                "propose_grant",
                lambda session, by: propose_grant(session, grant, by=by, means=means),
            ),
        )
        self.agenda.add(
            day + timedelta(days=3),
            lambda: desk.do(
                FINANCE,
                "confirm_grant",
                lambda session, by: confirm_grant(session, grant.grant_id, by=by, means=means),
            ),
        )
        for one in measures:
            self._measure(grant, one, day + timedelta(days=5))
        first = city.plan(
            measures,
            grant.period_start,
            grant.period_end,
            Basis.AWARD,
            "Kosten- und Finanzierungsplan laut Zusage",
        )
        self._plan(grant.grant_id, first, day + timedelta(days=6))

    def _measure(self, grant: NewGrant, one: Measure, day: date) -> None:
        new = city.new_measure(one, grant.period_start, grant.period_end)
        self.agenda.add(
            day,
            lambda: self.desk.do(
                OFFICER,
                "record_measure",
                lambda session, by: record_measure(session, grant.grant_id, new, by=by),
            ),
        )

    def _plan(self, grant_id: str, new: NewPlanVersion, day: date) -> None:
        self.agenda.add(day, lambda: self._draft_and_plan_release(grant_id, new, day))

    def _draft_and_plan_release(self, grant_id: str, new: NewPlanVersion, day: date) -> None:
        desk = self.desk
        drafted = desk.do(
            OFFICER,
            "draft_plan",
            lambda session, by: draft_plan(session, grant_id, new, by=by),
        )
        version = drafted.record.version
        self.agenda.add(
            day + timedelta(days=1),
            lambda: desk.do(
                PROGRAMME,
                "release_plan",
                lambda session, by: release_plan(
                    session, grant_id, version, by=by, means=desk.means
                ),
            ),
        )

    def _plans_of_b(self) -> None:
        """Two more versions: an approved change with the prolongation, then an internal one."""
        line = self.line
        approved = city.plan(
            MEASURES_B,
            line.b_start,
            line.b_end,
            Basis.CHANGE_APPROVED,
            "Verlängerung bis zum neuen Ende; mehr Pegelsensoren nach dem Starkregen",
            reference=city.CHANGE_LETTER,
            shifts=_APPROVED_SHIFTS,
        )
        self._plan(PHASE_B, approved, line.b_day(9, 20))
        internal = city.plan(
            MEASURES_B,
            line.b_start,
            line.b_end,
            Basis.INTERNAL,
            "Innerhalb der Maßnahme 2 verschoben: Einrichtung statt Lizenzen",
            shifts={**_APPROVED_SHIFTS, "M2 Software": -60, "M2 Dienstleistungen": 60},
        )
        because = "Die Software ist frei verfügbar; bezahlt wird ihre Einrichtung"
        self._plan(PHASE_B, replace(internal, category_reason=because), line.b_day(14, 10))

    def _evidence(self, grant_id: str, day: date, new: Evidence) -> None:
        desk = self.desk
        letter = letter_pdf(new.reference, new.decided_on)

        def act() -> None:
            sha256 = desk.means.files.put(Upload(f"{new.kind}.pdf", letter).content)
            desk.do(
                OFFICER,
                "file_evidence",
                lambda session, by: file_evidence(
                    session, grant_id, new, by=by, means=desk.means, file_sha256=sha256
                ),
            )

        self.agenda.add(day, act)

    def _amendment(self) -> None:
        desk, line = self.desk, self.line
        decided_on = line.b_day(9, 8)
        new = Amendment(city.CHANGE_LETTER, decided_on, decided_on, {"period_end": line.b_end})

        def act() -> None:
            proposed = desk.do(
                OFFICER,
                "propose_amendment",
                lambda session, by: propose_amendment(
                    session, PHASE_B, new, by=by, means=desk.means
                ),
            )
            amendment_id = proposed.record.amendment_id
            desk.do(
                FINANCE,
                "confirm_amendment",
                lambda session, by: confirm_amendment(
                    session, amendment_id, by=by, means=desk.means
                ),
            )

        self.agenda.add(decided_on + timedelta(days=4), act)

    def _change_of_law(self) -> None:
        """A proposal that waits for the head of finance, with its preview."""
        desk, today = self.desk, self.line.today
        citation = "Rundschreiben BEISPIEL-RPA-4: Vorwarnung schon bei 10 %"
        earlier = Parameter("line_warning_bp", 1_000, (), citation, "M")
        change = PackChange("kfw436-2020", today + timedelta(days=60), (earlier,))
        reason = "Die Rechnungsprüfung bittet, Überschreitungen früher zu melden."
        self.agenda.add(
            today - timedelta(days=2),
            lambda: desk.do(
                ADMINISTRATION,
                "propose_pack_change",
                lambda session, by: propose_change(
                    session, change, reason, by=by, means=desk.means
                ),
            ),
        )

    def _incomes(self) -> None:
        state = Income(
            SourceKind.OTHER_PUBLIC,
            "Beispielland, Förderung der Digitalwerkstatt",
            self.line.b_day(8, 6),
            2_500_000,
            "M6-WERKSTATT",
        )
        gift = Income(
            SourceKind.PRIVATE,
            "Bürgerstiftung Musterstadt (Beispiel), zweckgebundene Spende",
            self.line.b_day(13, 12),
            750_000,
            "M6-WERKSTATT",
        )
        for new in (state, gift):
            self._income(new)
        self._cover_of(state)

    def _cover_of(self, income: Income) -> None:
        """What the award says of other public money; without it no call is released (PLAN-07)."""
        desk, day = self.desk, income.received_on
        new = Determination(
            DeterminationKind.COVER_UP_TO_COST,
            day,
            day,
            "Bescheid BEISPIEL-436-B, Nr. 4",
            "Andere öffentliche Mittel mindern erst, was über die Ausgaben hinausgeht.",
        )

        def act() -> None:
            proposed = desk.do(
                OFFICER,
                "propose_determination",
                lambda session, by: propose_determination(
                    session, PHASE_B, new, by=by, means=desk.means
                ),
            )
            determination_id = proposed.record.determination_id
            desk.do(
                FINANCE,
                "confirm_determination",
                lambda session, by: confirm_determination(
                    session, determination_id, by=by, means=desk.means
                ),
            )

        self.agenda.add(day + timedelta(days=4), act)

    def _income(self, new: Income) -> None:
        self.agenda.add(
            new.received_on + timedelta(days=3),
            lambda: self.desk.do(
                OFFICER,
                "record_income",
                lambda session, by: record_income(
                    session, PHASE_B, new, by=by, means=self.desk.means
                ),
            ),
        )


_APPROVED_SHIFTS: Final = {"M5 Bau und Ausstattung": -120, "M4 Sensorik": 120}
