"""`verify` on the terminal: what it says and how it ends."""

from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from services.audit.cli import verify
from tests.integration.audit.house import AuditHouse
from tests.integration.audit.material import event


@pytest.fixture
def house(tmp_path):
    house = AuditHouse(tmp_path / "data")
    house.publish(*(event(number) for number in range(20)))
    yield house
    house.close()


def run(house, *arguments):
    @contextmanager
    def opened(_name):
        yield house.ports

    return CliRunner().invoke(verify, [str(one) for one in arguments], obj=opened)


def test_in_order(house):
    result = run(house)
    assert result.exit_code == 0, result.output
    assert "In Ordnung: 20 Einträge" in result.output


def test_a_fault_is_named_and_ends_with_one(house):
    with house.ports.sessions.write() as session:
        session.execute(text("DROP TRIGGER entry_no_update"))
        session.execute(text("UPDATE entry SET body = 'x' WHERE sequence = 7"))
    result = run(house)
    assert result.exit_code == 1
    assert "Eintrag 7: verändert (changed, entry)" in result.output


def test_a_checkpoint_kept_elsewhere(house, tmp_path):
    kept = tmp_path / "marke.txt"
    kept.write_text(house.get("/checkpoints/latest", "").text)
    assert run(house, "--checkpoint", kept).exit_code == 0
    kept.write_text(kept.read_text().replace("next-offset 20", "next-offset 21"))
    result = run(house, "--checkpoint", kept)
    assert result.exit_code == 1
    assert "ist keine Prüfmarke dieses Protokolls" in result.output


def test_a_rolled_back_log_is_a_verdict_of_its_own(house, tmp_path):
    house.publish(*(event(number) for number in range(20, 25)))
    kept = tmp_path / "marke.txt"
    kept.write_text(house.get("/checkpoints/latest", "").text)
    other = AuditHouse(tmp_path / "older", LOG_KEY=_key(house))
    other.publish(*(event(number) for number in range(20)))
    result = run(other, "--checkpoint", kept)
    other.close()
    assert result.exit_code == 1
    assert "zurückgesetzt (rolled_back, checkpoint 25)" in result.output


def _key(house):
    import base64

    return base64.b64encode(house.settings.log_key).decode()
