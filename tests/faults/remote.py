"""The words of `tests.driver.House`, spoken over HTTP to the deployment that really runs."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping
from typing import Any

import requests

from contracts.topics import EVENTS
from services.reporting.usecases.means import FACTS_CONSUMER
from shared.settings import KafkaSettings
from shared.transport_kafka import KafkaTransport
from tests.answer import Answer
from tests.components.topology import SERVICES, Topology
from tests.driver import ARITHMETICAL, AUDITOR, FACTUAL, FINANCE, OFFICER, PROGRAMME, House

USERS = (OFFICER, FACTUAL, ARITHMETICAL, FINANCE, PROGRAMME, AUDITOR, "administration")
PATIENCE_S = 60


class RemoteHouse(House):
    """A house whose services are processes. Requests go to the two web processes of a service in
    turn, so that nothing may live in one of them only; `through_proxy` sends them through nginx.
    """

    def __init__(self, topology: Topology) -> None:
        # deliberately not House's: there is nothing to build, it runs already
        self.topology = topology
        self.through_proxy = False
        self.grants = {}
        self._vouchers = 0
        self._turn = itertools.count()
        self._http = requests.Session()
        self._http.trust_env = False
        self._tokens = {user: topology.command("token", "--user", user).strip() for user in USERS}
        self._stream = KafkaTransport(KafkaSettings(topology.kafka.bootstrap_servers))
        for service in SERVICES[1:]:
            until(lambda service=service: self._knows_tokens(service))  # type: ignore[misc]

    def close(self) -> None:
        self._stream.close()
        self._http.close()

    def token(self, user: str) -> str:
        """The bearer token of a user."""
        return self._tokens[user]

    def call(
        self,
        user: str,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        files: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request of one user to a living process."""
        parts = dict(files or {})
        response = self._http.request(
            method,
            self._address(path) + path,
            json=body,
            params=query,
            headers={"Authorization": f"Bearer {self._tokens[user]}", **(headers or {})},
            files={
                name: (part[1], part[0].read(), *part[2:])
                for name, part in parts.items()
                if isinstance(part, tuple)
            }
            or None,
            data={name: part for name, part in parts.items() if not isinstance(part, tuple)},
            timeout=60,
        )
        return answer_of(response)

    def get(self, path: str) -> Answer:
        """What anybody gets."""
        return self.look(self._address(path) + path)

    def look(self, url: str) -> Answer:
        """What one process answers, past the proxy."""
        return answer_of(self._http.get(url, timeout=60))

    def settle(self) -> None:
        """Waits until every event written so far is in the log and in the reports."""
        until(self._is_settled)

    def _address(self, path: str) -> str:
        if self.through_proxy:
            return self.topology.url()
        service, turn = path.split("/")[1], next(self._turn)
        return self.topology.web_url(service, 1 + turn % 2)

    def _is_settled(self) -> bool:
        if any(self.metric("outbox_pending", service) for service in SERVICES):
            return False
        end = self._stream.end_offset(EVENTS)
        read = [
            self.metric("consumer_next_offset", "audit", consumer="log"),
            self.metric("consumer_next_offset", "reporting", consumer=FACTS_CONSUMER),
        ]
        return min(read) >= end

    def metric(self, name: str, service: str, **labels: str) -> float:
        """One number of a service as the operator sees it; 0 where it is not there yet."""
        number = 1 if self.topology.processes[f"{service}-web-1"].alive else 2
        text = self._http.get(f"{self.topology.web_url(service, number)}/metrics", timeout=30).text
        wanted = {f'{key}="{value}"' for key, value in {"service": service, **labels}.items()}
        for line in text.splitlines():
            found, _, rest = line.partition("{")
            given, _, value = rest.partition("} ")
            if found == name and set(given.split(",")) == wanted:
                return float(value)
        return 0.0

    def _knows_tokens(self, service: str) -> bool:
        path = {"reporting": "/reporting/api/v1/report-types", "audit": "/audit/api/v1/entries"}
        answers = [self.call(user, "GET", path[service]) for user in (OFFICER, AUDITOR)]
        return all(one.status == 200 for one in answers)


def answer_of(response: requests.Response) -> Answer:
    """A response in the words of the driver."""
    is_json = "json" in response.headers.get("Content-Type", "")
    return Answer(
        response.status_code,
        response.json() if is_json else response.text[:2_000],
        dict(response.headers),
        response.content,
    )


def until(condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Waits for something that has to happen. Raises TimeoutError."""
    end = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("it did not happen in time")
        time.sleep(0.2)
