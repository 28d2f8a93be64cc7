"""Hour sheets against what the grant knows, and payroll amounts at rest."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select, text

from services.budget.domain.personnel import PayrollMonth, Post
from services.budget.store.personnel import PayrollRow, payroll_of
from services.budget.usecases.hour_sheet import examine_hours, take_over_hours
from services.budget.usecases.personnel import record_payroll, record_post
from shared.errors import Refused
from tests.integration.budget.scene import GRANT, HEAD, Scene

HEADERS = (
    "Stelle;Datum;Stunden;Tätigkeit;Maßnahme;Unterschrift;Unterschrieben am;"
    "Gegenzeichnung;Gegengezeichnet am"
)
GOOD = "ST-1;15.06.2026;7,50;Konzept;M1;P-1;30.06.2026;P-2;01.07.2026"
OTHER_MEASURE = "ST-1;16.06.2026;7,50;Konzept;M2;P-1;30.06.2026;P-2;01.07.2026"
AHEAD = "ST-1;17.06.2026;7,50;Konzept;M1;P-1;30.06.2026;P-2;16.07.2026"


def sheet(*lines: str) -> BytesIO:
    return BytesIO("\r\n".join([HEADERS, *lines]).encode())


def with_post(scene: Scene) -> Scene:
    scene.run(record_post, GRANT, Post("ST-1", "M1", 5_000, "E11"), actor=HEAD)
    return scene


def test_lines_that_do_not_fit_the_grant_are_refused(both: Scene) -> None:
    scene = with_post(both)
    found = scene.run(examine_hours, GRANT, sheet(GOOD, OTHER_MEASURE, AHEAD))
    assert [mark_and_line[1].hundredths for mark_and_line in found.accepted] == [750]
    assert [one.code for one in found.rejected] == ["post_of_other_measure", "signed_ahead"]


def test_a_second_time_changes_nothing(both: Scene) -> None:
    scene = with_post(both)
    assert len(scene.run(take_over_hours, GRANT, sheet(GOOD)).accepted) == 1
    again = scene.run(take_over_hours, GRANT, sheet(GOOD))
    assert (len(again.accepted), again.known) == (0, 1)


def test_an_unknown_format_is_refused(both: Scene) -> None:
    with pytest.raises(Refused) as error:
        both.run(examine_hours, GRANT, sheet(GOOD), profile_name="finanz-csv")
    assert [one.code for one in error.value.violations] == ["hour_profile_unknown"]


def test_a_salary_is_sealed_at_rest_and_in_no_event(both: Scene) -> None:
    scene = with_post(both)
    months = [PayrollMonth(date(2026, 6, 1), 611_111)]
    scene.run(record_payroll, GRANT, "ST-1", months, actor=HEAD)
    sealed = scene.look(lambda session: session.scalar(select(PayrollRow.sealed_gross)))
    assert "611111" not in sealed
    assert "611111" not in str(scene.events())
    found = scene.look(payroll_of, scene.means.keyring, GRANT)
    assert found == {"ST-1": months}


def test_the_database_wants_two_signatures(both: Scene) -> None:
    scene = with_post(both)
    scene.run(take_over_hours, GRANT, sheet(GOOD))
    with pytest.raises(Exception, match="two_persons"), scene.sessions.write() as session:
        session.execute(text("UPDATE hour_entry SET superior_mark = employee_mark"))
