"""Name and key of the log: frozen once, also when several processes start at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from services.audit.domain.note import Signer
from services.audit.store.checkpoint import LogIdentity, identity
from services.audit.usecases import identity as usecase
from services.audit.usecases.identity import freeze_identity
from shared.settings import SettingsError
from tests.integration.audit.material import SIGNER, START

OTHER = Signer("andere.example/log", bytes(range(1, 33)))


@pytest.fixture
def together(monkeypatch):
    """Starts signers at once: each has looked and found nothing before the first one writes."""

    def start(sessions, *signers):
        barrier = Barrier(len(signers))
        write = usecase._freeze

        def meet(*args):
            if not sessions.is_sqlite:  # there a second writer cannot even begin to look
                barrier.wait(timeout=10)
            return write(*args)

        monkeypatch.setattr(usecase, "_freeze", meet)

        def one(signer):
            with sessions.write() as session:
                freeze_identity(session, signer, START)

        with ThreadPoolExecutor(len(signers)) as pool:
            return [run.exception() for run in [pool.submit(one, signer) for signer in signers]]

    return start


def frozen(sessions):
    with sessions.read() as session:
        return identity(session)


def test_processes_that_start_together_agree(sessions, together):
    assert together(sessions, SIGNER, SIGNER, SIGNER) == [None, None, None]
    assert frozen(sessions) == LogIdentity(SIGNER.name, SIGNER.verifier().text())


def test_of_two_names_at_the_same_moment_one_is_refused(sessions, together):
    outcomes = together(sessions, SIGNER, OTHER)
    refused = [error for error in outcomes if error]
    assert len(refused) == 1
    assert isinstance(refused[0], SettingsError)
    kept = frozen(sessions)
    assert kept.origin == (SIGNER if outcomes[0] is None else OTHER).name
