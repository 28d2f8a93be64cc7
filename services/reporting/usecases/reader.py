"""Who asks for reports, and what is kept from them: the same for pages and API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from services.reporting.usecases.reading import tells_pay, visibility
from services.reporting.usecases.rights import DRAFT_READERS, pay_is_hidden
from shared.access import Principal
from shared.errors import Forbidden
from shared.occasion import Occasion
from shared.service import ServicePorts


@dataclass(frozen=True)
class Reader:
    """Somebody on a way (`route`, method and pattern of the address) into reporting."""

    ports: ServicePorts
    who: Principal
    by: Occasion
    route: str

    def sees_drafts(self, grant_id: str) -> bool:
        """The committee sees what was released, the other readers everything."""
        return self.who.holds(DRAFT_READERS, grant_id)

    def demand_readable(self, grant_id: str, *, released: bool) -> None:
        """Raises Forbidden (written as an event) when only a reader of drafts may see this."""
        if not released:
            self._demand(grant_id, partial(self.who.demand, DRAFT_READERS, grant_id))

    def demand_part(self, report_id: str, part: str) -> None:
        """The same, and where this part would tell the committee what few persons earn (PERS-06).
        Raises NotFound."""
        with self.ports.sessions.read() as session:
            grant_id, released = visibility(session, report_id)
        self.demand_readable(grant_id, released=released)
        if self.hides(report_id, grant_id, part):
            self._demand(grant_id, _refuse_pay)

    def hides(self, report_id: str, grant_id: str, part: str) -> bool:
        """Whether this part is kept from whoever asks: readers of single rows read everything."""
        if self.sees_drafts(grant_id):
            return False
        with self.ports.sessions.read() as session:
            return tells_pay(session, report_id, part)

    def _demand(self, grant_id: str, demand: Callable[[], None]) -> None:
        try:
            demand()
        except Forbidden:
            self.ports.record_denial(self.route, DRAFT_READERS, self.by, grant_id)
            raise


def _refuse_pay() -> None:
    raise pay_is_hidden()
