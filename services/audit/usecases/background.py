"""Running a verification beside the request that asked for it."""

import threading

import structlog

from services.audit.domain.note import Verifier
from services.audit.usecases.verification import complete_verification
from shared.database import Sessions
from shared.occasion import Occasion

PATIENCE_S = 15.0
"""How long a request waits for the result before it answers with the progress instead."""

log = structlog.get_logger(__name__)


def verify_in_background(
    sessions: Sessions, run_id: str, verifier: Verifier, by: Occasion
) -> threading.Thread:
    """Starts the run; the result is stored, a failure too, so whoever waits may stop waiting."""

    def run() -> None:
        try:
            complete_verification(sessions, run_id, verifier, by)
        except Exception as error:
            log.error("verification_failed", run_id=run_id, exc_info=error)

    thread = threading.Thread(target=run, name=f"verification-{run_id}", daemon=True)
    thread.start()
    return thread
