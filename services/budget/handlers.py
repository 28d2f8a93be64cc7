"""What budget does by itself: grants are assessed anew when the law or the day changed."""

from __future__ import annotations

from datetime import date
from typing import cast

from services.budget.store.pack_change import releases_so_far
from services.budget.usecases.daily_reassessment import catch_up, due_grants
from services.budget.usecases.means import Means
from services.budget.usecases.person import SERVICE_ACCOUNT_ID
from shared.clock import local_day
from shared.pump import SELDOM_S
from shared.service import ServicePorts


class Reassessment:
    """Looks at each grant once a day and after every release; what was stopped goes on."""

    name = "reassessment"
    idle_s = SELDOM_S

    def __init__(self, ports: ServicePorts) -> None:
        self._ports = ports
        self._means = cast(Means, ports.extras["means"])
        self._seen: tuple[date, int] | None = None

    def run_once(self) -> int:
        """The number of grants looked at; each in a transaction of its own."""
        today = local_day(self._ports.clock.now())
        with self._ports.sessions.read() as session:
            releases = releases_so_far(session)
            if self._seen == (today, releases):
                return 0
            due = due_grants(session, today, packs=self._means.packs)
        for grant_id in due:
            by = self._ports.occasion(SERVICE_ACCOUNT_ID)
            with self._ports.sessions.write() as session:
                catch_up(session, grant_id, by=by, means=self._means)
        self._seen = (today, releases)
        return len(due)
