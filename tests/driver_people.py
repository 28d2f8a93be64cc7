"""What the administration does about people: roles, authorities to certify, deputies."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from contracts.events.snapshots import HeldRole
from services.budget.store.user import find_user_by_login
from services.budget.usecases.user import set_roles
from shared.errors import Refused
from shared.occasion import Occasion
from tests.answer import Answer
from tests.driver import FINANCE, House


class People:
    """Calls about persons and their rights in a house."""

    def __init__(self, house: House) -> None:
        self._house = house

    def propose_authority(self, grant_id: str, user: str, **fields: Any) -> Answer:
        """The administration proposes that a person may certify factually without limit."""
        body = {
            "user": user,
            "kind": "factual",
            "valid_from": "2026-01-01",
            "reference": "Verfügung 1/2026",
        } | fields
        path = f"/grants/{grant_id}/certification-authorities"
        return self._house.budget("administration", "POST", path, body)

    def confirm_authority(self, authority_id: str, user: str = FINANCE) -> Answer:
        """A second person confirms an appointment."""
        path = f"/certification-authorities/{authority_id}/confirmation"
        return self._house.budget(user, "POST", path)

    def delegate(self, user: str, authority_id: str, delegate: str, **fields: Any) -> Answer:
        """`user` proposes a deputy for August 2026."""
        body = {
            "delegate": delegate,
            "valid_from": "2026-08-01",
            "valid_to": "2026-08-31",
            "reason": "Abwesenheit",
        } | fields
        path = f"/certification-authorities/{authority_id}/delegations"
        return self._house.budget(user, "POST", path, body)

    def confirm_delegation(self, delegation_id: str, user: str = FINANCE) -> Answer:
        """A second person confirms a deputy."""
        path = f"/certification-delegations/{delegation_id}/confirmation"
        return self._house.budget(user, "POST", path)

    def give_authority(self, grant_id: str, user: str, **fields: Any) -> dict[str, Any]:
        """An appointment that a second person confirmed."""
        proposed = self.propose_authority(grant_id, user, **fields).expect(201).body
        found: dict[str, Any] = self.confirm_authority(proposed["authority_id"]).expect(200).body
        return found

    def user_id(self, login: str) -> str:
        """The pseudonymous id behind a log-in name."""
        with self._house.ports("budget").sessions.read() as session:
            user = find_user_by_login(session, login)
        assert user is not None
        return user.user_id

    def give_role(self, login: str, role: str) -> None:
        """One more role for all grants, given by the administration on its page."""
        by = Occasion(self.user_id("administration"), self._house.clock.now())
        with self._house.ports("budget").sessions.write() as session:
            user = find_user_by_login(session, login)
            assert user is not None
            roles = [*user.access.roles, HeldRole(role, None)]
            set_roles(session, user.user_id, roles, by=by)

    def open_to_auditor(self, login: str, grant_id: str, until: date | None) -> Answer:
        """The administration gives somebody the audit of one grant and no other role."""
        by = Occasion(self.user_id("administration"), self._house.clock.now())
        role = HeldRole("auditor", grant_id, until.isoformat() if until else None)
        try:
            with self._house.ports("budget").sessions.write() as session:
                set_roles(session, self.user_id(login), [role], by=by)
        except Refused as error:
            body = {"violations": [asdict(one) for one in error.violations]}
            return Answer(422, body, {}, b"")
        self._house.settle()
        return Answer(200, {"violations": []}, {}, b"")
