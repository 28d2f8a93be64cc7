"""The audit service alone, with users of several roles and events in its stream."""

from datetime import datetime, timedelta

from contracts.events.snapshots import AccessSnapshot, HeldRole, TokenRecord
from contracts.roles import Role
from contracts.topics import EVENTS
from services.audit import app as audit
from services.audit.store.tables import DIRECTORY
from shared.access import hash_token
from shared.clock import FixedClock, format_instant
from shared.pump import Pump
from shared.settings import Settings
from shared.transport import Message, make_transport
from shared.web.app import create_app, install
from tests.integration.audit.material import START
from tests.migrated import migrated

USERS = {
    "pruefung": (Role.AUDITOR, None),
    "pruefung_einer": (Role.AUDITOR, "KFW-1"),
    "kaemmerei": (Role.HEAD_OF_FINANCE, None),
    "sachbearbeitung_1": (Role.GRANT_OFFICER, "KFW-1"),
    "sachbearbeitung_2": (Role.GRANT_OFFICER, "KFW-2"),
    "ausschuss": (Role.COMMITTEE, None),
}


class AuditHouse:
    """One process with audit only; `publish` puts bytes into the stream as budget would."""

    def __init__(self, data_dir, **environment):
        self.settings = Settings.from_env({"DATA_DIR": str(data_dir), **environment})
        migrated(self.settings.database_url_for("audit"), audit.SERVICE.migrations)
        self.clock = FixedClock(START + timedelta(days=30))
        self.transport = make_transport(self.settings)
        self.ports = audit.SERVICE.ports(self.settings, self.clock, self.transport)
        self.app = create_app(self.settings)
        install(self.app, self.ports, audit.SERVICE.blueprints(self.ports))
        self.app.testing = True
        self.pump = Pump(audit.SERVICE.workers(self.ports))
        for name, (role, grant_id) in USERS.items():
            self._add_user(name, role, grant_id)

    def _add_user(self, name, role, grant_id):
        token = TokenRecord(hash_token(name), format_instant(datetime.max.replace(
            year=2100, tzinfo=self.clock.now().tzinfo)))  # fmt: skip
        access = AccessSnapshot(name, False, 0, (HeldRole(role, grant_id),), (token,))
        with self.ports.sessions.write() as session:
            DIRECTORY.apply(session, access)

    def publish(self, *bodies):
        """Put messages into the stream and let everything settle, checkpoint included."""
        self.transport.publish(EVENTS, [Message("K", body) for body in bodies])
        self.settle()

    def settle(self):
        """Let everything settle; the clock moves on, so a checkpoint may follow."""
        self.clock.at += timedelta(seconds=5)
        self.pump.settle()

    def client(self):
        """A browser or program."""
        return self.app.test_client()

    def get(self, path, user="pruefung", **query):
        """GET under the API with the user's token."""
        return self.client().get(f"/audit/api/v1{path}", query_string=query, headers=bearer(user))

    def post(self, path, user="pruefung", **headers):
        """POST under the API with the user's token."""
        return self.client().post(f"/audit/api/v1{path}", headers=bearer(user) | headers)

    def browse(self, path, user="pruefung"):
        """A page as a logged-in user sees it."""
        client = self.client()
        with client.session_transaction() as cookie:
            cookie["user_id"], cookie["revision"] = user, 0
        return client.get(path)

    def close(self):
        """Give everything back."""
        self.ports.sessions.close()
        self.transport.close()


def bearer(user):
    return {"Authorization": f"Bearer {user}"} if user else {}
