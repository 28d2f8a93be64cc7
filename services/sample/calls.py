"""The calls for funds, with the refusals that keep them honest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from services.budget.domain.drawdown import CallKind
from services.budget.usecases.drawdown import draft_drawdown
from services.budget.usecases.drawdown_release import (
    decide_drawdown,
    receive_drawdown,
    release_drawdown,
    submit_drawdown,
)
from services.sample.agenda import Agenda
from services.sample.city import PHASE_A, PHASE_B
from services.sample.desk import FINANCE, OFFICER, PROGRAMME, Desk
from services.sample.frame import Frame
from services.sample.timeline import Timeline
from shared.periods import Period, half_year_of

_CUT_CENTS = 1_234_500


@dataclass(frozen=True)
class Calls:
    """Phase A with its only, final call; phase B with two interim ones."""

    desk: Desk
    agenda: Agenda
    frame: Frame
    line: Timeline

    def plan_all(self) -> None:
        """What lies after today stays undone: the second call may still wait for its decision."""
        self._phase_a()
        self._first_of_b()
        self._second_of_b()

    def _phase_a(self) -> None:
        line, name = self.line, "Schlussabruf A"
        drafted_on = line.a_end + timedelta(days=100)
        self._draft(name, PHASE_A, half_year_of(line.a_end), CallKind.FINAL, drafted_on)
        self._release(name, FINANCE, drafted_on + timedelta(days=3))
        self._submit(name, drafted_on + timedelta(days=6))
        self.agenda.add(line.b_day(1, 8), lambda: self._receipt_too_early(name))
        self._receive(name, line.b_day(2, 24))

    def _first_of_b(self) -> None:
        name, over = "1. Abruf B", self.line.first_call.last_day
        self._draft(
            name, PHASE_B, self.line.first_call, CallKind.INTERIM, over + timedelta(days=15)
        )
        self.agenda.add(over + timedelta(days=16), lambda: self._own_release(name))
        self.agenda.add(over + timedelta(days=17), lambda: self._gate_open(name))
        self.frame.file_phase_b_documents(over + timedelta(days=19))
        self._release(name, FINANCE, over + timedelta(days=21))
        self._submit(name, over + timedelta(days=23))
        self._decide(name, over + timedelta(days=62), 0)
        self._receive(name, over + timedelta(days=78))

    def _second_of_b(self) -> None:
        name, over = "2. Abruf B", self.line.second_call.last_day
        self._draft(
            name, PHASE_B, self.line.second_call, CallKind.INTERIM, over + timedelta(days=15)
        )
        self._release(name, PROGRAMME, over + timedelta(days=21))
        self._submit(name, over + timedelta(days=23))
        self._decide(name, over + timedelta(days=62), _CUT_CENTS)

    def _draft(self, name: str, grant_id: str, period: Period, kind: CallKind, day: date) -> None:
        desk = self.desk

        def act() -> None:
            result = desk.do(
                OFFICER,
                "draft_drawdown",
                lambda session, by: draft_drawdown(
                    session, grant_id, period, kind, by=by, means=desk.means
                ),
            )
            desk.ids[name] = result.row.drawdown_id
            desk.amounts[name] = result.row.amount_cents

        self.agenda.add(day, act, hour=13)

    def _release(self, name: str, login: str, day: date) -> None:
        desk = self.desk
        self.agenda.add(
            day,
            lambda: desk.do(
                login,
                "release_drawdown",
                lambda session, by: release_drawdown(
                    session, desk.ids[name], by=by, means=desk.means
                ),
            ),
        )

    def _submit(self, name: str, day: date) -> None:
        desk = self.desk
        self.agenda.add(
            day,
            lambda: desk.do(
                OFFICER,
                "submit_drawdown",
                lambda session, by: submit_drawdown(
                    session, desk.ids[name], day, f"BEISPIEL {name}", by=by, means=desk.means
                ),
            ),
        )

    def _decide(self, name: str, day: date, cut_cents: int) -> None:
        desk = self.desk
        reason = "Vergabeunterlagen zu einem Beleg nachzureichen" if cut_cents else ""
        self.agenda.add(
            day + timedelta(days=3),
            lambda: desk.do(
                OFFICER,
                "decide_drawdown",
                lambda session, by: decide_drawdown(
                    session,
                    desk.ids[name],
                    day,
                    desk.amounts[name] - cut_cents,
                    reason,
                    f"BEISPIEL-KfW {name}",
                    by=by,
                    means=desk.means,
                ),
            ),
        )

    def _receive(self, name: str, day: date) -> None:
        desk = self.desk
        self.agenda.add(
            day + timedelta(days=2),
            lambda: desk.do(
                OFFICER,
                "receive_drawdown",
                lambda session, by: receive_drawdown(
                    session, desk.ids[name], day, desk.amounts[name], by=by, means=desk.means
                ),
            ),
        )

    def _own_release(self, name: str) -> None:
        """E37: who drafted a call does not release it."""
        desk = self.desk
        desk.refused(
            OFFICER,
            "release_drawdown",
            "four_eyes_creator",
            lambda session, by: release_drawdown(session, desk.ids[name], by=by, means=desk.means),
        )

    def _gate_open(self, name: str) -> None:
        """E36: a document is missing, the refusal names it."""
        desk = self.desk
        desk.refused(
            FINANCE,
            "release_drawdown",
            "gate_missing",
            lambda session, by: release_drawdown(session, desk.ids[name], by=by, means=desk.means),
        )

    def _receipt_too_early(self, name: str) -> None:
        """CALL-03: no money of phase A before its proof of use was accepted."""
        desk = self.desk
        desk.refused(
            OFFICER,
            "receive_drawdown",
            "gate_missing",
            lambda session, by: receive_drawdown(
                session,
                desk.ids[name],
                self.line.b_day(1, 7),
                desk.amounts[name],
                by=by,
                means=desk.means,
            ),
        )
