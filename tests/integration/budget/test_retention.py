"""Retention on both databases, on screen and on the terminal."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from services.budget.cli.read_test import read_test
from services.budget.domain.deadline import PROOF
from services.budget.domain.evidence import Evidence, EvidenceKind
from services.budget.store import kept_file
from services.budget.store.annual_accounts import Resolution, resolutions
from services.budget.store.deadline import insert_completion
from services.budget.store.deletion import load_deletion
from services.budget.store.import_reading import load_import
from services.budget.store.retention import load_hold
from services.budget.store.tables import JOBS, Base
from services.budget.usecases import annual_accounts, deletion
from services.budget.usecases.annual_accounts import (
    adopt_annual_accounts,
    confirm_annual_accounts,
)
from services.budget.usecases.deletion import (
    erase_with_commit,
    propose_deletion,
    release_deletion,
    withdraw_deletion,
)
from services.budget.usecases.evidence import file_evidence
from services.budget.usecases.imports import examine_import, keep_import
from services.budget.usecases.kept_list import keep_list
from services.budget.usecases.legal_hold import lift_hold, set_hold
from services.budget.usecases.receipt_bundle import BUNDLE
from shared.errors import Conflict, NotFound, Refused
from shared.long_work import Order
from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, enter_programme
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, PROGRAMME, Scene, add_grant
from tests.integration.budget.test_imports import csv, line

PAGE = f"{AT}/aufbewahrung"
LATER = datetime(2040, 1, 2, 9, 0, tzinfo=UTC)
NO_BANK = {"rule_settings": {"kfw_retention_years": 0}}
OTHER = "G2"


def file_letter(scene: Scene, grant_id: str) -> str:
    """The same letter at a grant: one file, however many rows name it."""
    sha256 = scene.means.files.put(b"%PDF-1.4 Brief")
    new = Evidence(EvidenceKind.OTHER, date(2026, 7, 1), "Az. 1")
    scene.run(file_evidence, grant_id, new, file_sha256=sha256)
    return sha256


def end_periods(scene: Scene, grant_id: str) -> None:
    with scene.sessions.write() as session:
        by = scene.by()
        insert_completion(session, grant_id, PROOF, date(2026, 7, 1), ("Az. 2", None), by)


def adopt(scene: Scene) -> None:
    with scene.sessions.write() as session:
        new = Resolution(2026, date(2027, 6, 1), "Drucksache 12")
        adopt_annual_accounts(session, new, by=scene.by(HEAD, LATER))
    with scene.sessions.write() as session:
        confirm_annual_accounts(session, 2026, by=scene.by(PROGRAMME, LATER))


def test_a_resolution_counts_after_a_second_person(both: Scene) -> None:
    new = Resolution(2026, date(2027, 6, 1), "Drucksache 12")

    def confirm(actor: str) -> None:
        with both.sessions.write() as session:
            confirm_annual_accounts(session, 2026, by=both.by(actor, LATER))

    with both.sessions.write() as session:
        adopt_annual_accounts(session, new, by=both.by(HEAD, LATER))
    assert both.look(resolutions) == {}
    with pytest.raises(Refused) as own:
        confirm(HEAD)
    assert refused(own) == ["four_eyes_creator"]
    statement = text(
        "INSERT INTO annual_accounts_confirmation (statement_id, stated_by, confirmed_by,"
        " confirmed_at) SELECT statement_id, stated_by, stated_by, stated_at FROM annual_accounts"
    )
    with pytest.raises(DBAPIError, match="four_eyes"), both.sessions.write() as session:
        session.execute(statement)
    confirm(PROGRAMME)
    assert both.look(resolutions) == {2026: new}
    with pytest.raises(NotFound) as none:
        confirm(PROGRAMME)
    assert refused(none) == ["resolution_unknown"]
    with pytest.raises(DBAPIError, match="stays"), both.sessions.write() as session:
        session.execute(text("DELETE FROM annual_accounts_confirmation"))


def test_two_confirm_at_the_same_moment(both: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    with both.sessions.write() as session:
        new = Resolution(2026, date(2027, 6, 1), "Drucksache 12")
        adopt_annual_accounts(session, new, by=both.by(HEAD, LATER))
    barrier, insert = Barrier(2), annual_accounts.insert_confirmation

    def meet(*args: Any) -> None:
        if not both.sessions.is_sqlite:  # there the second cannot even begin to look
            barrier.wait(timeout=10)
        insert(*args)

    monkeypatch.setattr(annual_accounts, "insert_confirmation", meet)

    def confirm(_: int) -> str:
        try:
            with both.sessions.write() as session:
                confirm_annual_accounts(session, 2026, by=both.by(PROGRAMME, LATER))
        except (Conflict, NotFound) as error:
            return error.violations[0].code
        return "counts"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(confirm, range(2)))
    late = "resolution_unknown" if both.sessions.is_sqlite else "resolution_confirmed"
    assert outcomes == ["counts", late]


def refused(error: pytest.ExceptionInfo[Any]) -> list[str]:
    return [one.code for one in error.value.violations]


@pytest.fixture
def scene(both: Scene) -> Scene:
    """A grant whose bank asks for nothing, with a letter of 2026 and its proof handed in."""
    add_grant(both, OTHER, **NO_BANK)
    end_periods(both, OTHER)
    return both


def test_a_file_goes_only_when_every_grant_lets_it_go(scene: Scene) -> None:
    sha256 = file_letter(scene, OTHER)
    file_letter(scene, GRANT)
    adopt(scene)
    with pytest.raises(Refused) as kept:
        scene.run(propose_deletion, OTHER, "abgelaufen", at=LATER)
    assert refused(kept) == ["nothing_to_delete"]
    assert scene.means.files.has(sha256)


def test_what_is_filed_after_the_proposal_stops_the_release(scene: Scene) -> None:
    sha256 = file_letter(scene, OTHER)
    adopt(scene)
    one = scene.run(propose_deletion, OTHER, "abgelaufen", at=LATER).deletion_id
    file_letter(scene, GRANT)
    with pytest.raises(Refused) as running:
        scene.run(release_deletion, one, actor=HEAD, at=LATER)
    assert refused(running) == ["retention_running"]
    assert scene.means.files.has(sha256)


def test_the_name_of_a_list_goes_with_its_bytes(scene: Scene) -> None:
    by = scene.by()
    kept = keep_list(io.BytesIO(csv(line(1))), None, scene.means, "Liste Mai.csv")
    with scene.sessions.read() as session:
        examined = examine_import(session, OTHER, "finanz-csv", kept, by=by, means=scene.means)
    with scene.sessions.write() as session:
        import_id = keep_import(session, examined, by=by).import_id
    adopt(scene)
    one = scene.run(propose_deletion, OTHER, "abgelaufen", at=LATER).deletion_id
    scene.run(release_deletion, one, actor=HEAD, at=LATER)
    assert not scene.means.files.has(kept.sha256)
    with scene.sessions.read() as session:
        assert load_import(session, import_id).file_name == ""


def test_two_persons_erase_and_the_log_stays(scene: Scene) -> None:
    sha256 = file_letter(scene, OTHER)
    adopt(scene)
    one = scene.run(propose_deletion, OTHER, "abgelaufen", at=LATER).deletion_id
    with pytest.raises(Refused) as alone:
        scene.run(release_deletion, one, at=LATER)
    assert refused(alone) == ["four_eyes_creator"]
    with pytest.raises(DBAPIError), scene.sessions.write() as session:
        session.execute(text(f"UPDATE deletion SET released_by = '{OFFICER}'"))
    scene.run(release_deletion, one, actor=HEAD, at=LATER)
    assert not scene.means.files.has(sha256)
    with pytest.raises(Conflict) as settled, scene.sessions.write() as session:
        withdraw_deletion(session, one, "doch nicht", by=scene.by())
    assert refused(settled) == ["deletion_settled"]
    for attack in (
        "UPDATE erased_file SET rule = 'RET-03'",
        "DELETE FROM erased_file",
        "UPDATE deletion SET reason = 'x'",
        "DELETE FROM annual_accounts",
    ):
        with pytest.raises(DBAPIError), scene.sessions.write() as session:
            session.execute(text(attack))
    told = scene.events()[-1]
    assert told["type"] == "funding.budget.deletion.released.v1"
    assert [file["sha256"] for file in told["data"]["files"]] == [sha256]


def test_a_hold_set_meanwhile_on_another_grant_stops_the_release(scene: Scene) -> None:
    sha256 = file_letter(scene, OTHER)
    add_grant(scene, "G3", **NO_BANK)
    end_periods(scene, "G3")
    file_letter(scene, "G3")
    adopt(scene)
    one = scene.run(propose_deletion, OTHER, "abgelaufen", at=LATER).deletion_id
    with ThreadPoolExecutor(1) as pool:
        with scene.sessions.write() as session:
            set_hold(session, "G3", "Klage", by=scene.by(HEAD, LATER))
            release = pool.submit(scene.run, release_deletion, one, actor=HEAD, at=LATER)
            wait([release], timeout=0.5)  # it must wait for the hold; half a second proves enough
        with pytest.raises(Refused) as held:
            release.result()
    assert refused(held) == ["legal_hold"]
    assert scene.means.files.has(sha256)


def test_a_grant_that_joins_between_lock_and_look_stops_the_release(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = file_letter(scene, OTHER)
    add_grant(scene, "G3", **NO_BANK)
    end_periods(scene, "G3")
    file_letter(scene, "G3")
    adopt(scene)
    one = scene.run(propose_deletion, OTHER, "abgelaufen", at=LATER).deletion_id
    monkeypatch.setattr(deletion, "_lock_users", lambda *_: {OTHER})  # G3 was not there yet
    with pytest.raises(Conflict) as moved:
        scene.run(release_deletion, one, actor=HEAD, at=LATER)
    assert [one.code for one in moved.value.violations] == ["deletion_moved"]
    assert scene.means.files.has(sha256)


def test_a_deletion_waits_for_bundles_and_takes_them_along(scene: Scene) -> None:
    file_letter(scene, OTHER)
    adopt(scene)
    one = scene.run(propose_deletion, OTHER, "abgelaufen", at=LATER).deletion_id
    copy = scene.means.files.put(b"PK Bundle")
    with scene.sessions.write() as session:
        JOBS.order(session, Order("w-1", BUNDLE, "x", {}, OTHER), by=scene.by())
    with pytest.raises(Conflict) as running:
        scene.run(release_deletion, one, actor=HEAD, at=LATER)
    assert [each.code for each in running.value.violations] == ["bundle_running"]
    with scene.sessions.write() as session:
        done = {"state": "done", "outcome": json.dumps({"sha256": copy})}
        session.execute(update(JOBS.table).values(done))
        # years later another order forgets what ended, but not where copies lie
        JOBS.order(session, Order("w-2", "other", "y", {}, OTHER), by=scene.by(HEAD, LATER))
    scene.run(release_deletion, one, actor=HEAD, at=LATER)
    assert not scene.means.files.has(copy)


def test_nothing_is_erased_where_the_transaction_fails(scene: Scene) -> None:
    sha256 = file_letter(scene, OTHER)
    with pytest.raises(RuntimeError), scene.sessions.write() as session:
        session.execute(text("SELECT 1"))
        erase_with_commit(session, scene.means.files, [sha256])
        raise RuntimeError
    assert scene.means.files.has(sha256)


def test_a_hold_is_lifted_once_and_by_another_person(both: Scene) -> None:
    with both.sessions.write() as session:
        hold = set_hold(session, GRANT, "Widerspruch", by=both.by(HEAD))
    with pytest.raises(DBAPIError), both.sessions.write() as session:
        session.execute(text(f"UPDATE legal_hold SET lifted_by = '{HEAD}'"))
    for attack in ("UPDATE legal_hold SET reason = 'x'", "DELETE FROM legal_hold"):
        with pytest.raises(DBAPIError), both.sessions.write() as session:
            session.execute(text(attack))
    with both.sessions.write() as session:
        lift_hold(session, hold.hold_id, "beendet", by=both.by(PROGRAMME))
    with pytest.raises(Conflict) as again, both.sessions.write() as session:
        lift_hold(session, hold.hold_id, "beendet", by=both.by(PROGRAMME))
    assert refused(again) == ["hold_lifted"]
    for query, code in ((load_hold, "hold_unknown"), (load_deletion, "deletion_unknown")):
        with pytest.raises(NotFound) as missing:
            both.look(query, "gibtesnicht")
        assert refused(missing) == [code]


def test_every_column_that_names_a_file_is_kept() -> None:
    known = {(table.__tablename__, column) for table, column, *_ in kept_file.SIMPLE}
    known |= {("expenditure_document", "sha256")}
    no_files = {
        ("statement", "sha256"),
        ("erased_file", "sha256"),
        ("audit_case", "population_sha256"),
    }
    found = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith(("sha256", "_file"))
    }
    assert found - no_files == known


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def test_the_page_says_why_and_holds(house: LivingHouse) -> None:
    shown = words(house.client("pruefung").get(PAGE).text)
    assert "Aufbewahrung ohne Ende nach RET-01" in shown
    wrong = {"budget_year": "2025", "resolved_on": "01.06.2025", "reference": "D 1"}
    assert house.send("kaemmerei", f"{PAGE}/jahresabschluss", **wrong).status_code == 422
    house.act("kaemmerei", f"{PAGE}/jahresabschluss", **{**wrong, "resolved_on": "01.06.2026"})
    house.act("pruefung", f"{PAGE}/sperre", reason="Prüfung des Bundesrechnungshofs")
    house.act("pruefung", f"{PAGE}/lesetest")
    assert house.send("sachbearbeitung", f"{PAGE}/loeschung", reason="weg").status_code == 422
    shown = words(house.client("kaemmerei").get(PAGE).text)
    assert "Prüfung des Bundesrechnungshofs" in shown
    assert "alle unverändert" in shown
    assert "wartet auf Bestätigung" in shown
    assert "Von Ihnen vermerkt; bestätigen muss eine zweite Person" in shown
    confirmation = f"{PAGE}/jahresabschluss/2025/bestaetigung"
    assert house.send("kaemmerei", confirmation).status_code == 422
    assert "Beschluss 2025 bestätigen" in words(house.client("programmleitung").get(PAGE).text)
    house.act("programmleitung", confirmation)
    shown = words(house.client("kaemmerei").get(PAGE).text)
    assert "2025: Beschluss vom 01.06.2026, D 1" in shown
    assert "wartet auf Bestätigung" not in shown
    unknown = f"{PAGE}/jahresabschluss/x/bestaetigung"
    assert house.send("programmleitung", unknown).status_code == 404


def test_the_command_reads_every_grant_and_fails_on_damage(
    house: LivingHouse, tmp_path: Path
) -> None:
    def opened(_name: str) -> Any:
        return nullcontext(house.house.ports["budget"])

    good = CliRunner().invoke(read_test, [], obj=opened)
    assert good.exit_code == 0, good.output
    assert "0 fehlen" in good.output
    folder = house.house.ports["budget"].settings.documents_dir
    victim = next(path for path in sorted(folder.rglob("*")) if path.is_file())
    content = victim.read_bytes()
    victim.write_bytes(content + b" ")
    bad = CliRunner().invoke(read_test, [], obj=opened)
    victim.write_bytes(content)
    assert bad.exit_code == 1
    assert victim.name in bad.output
