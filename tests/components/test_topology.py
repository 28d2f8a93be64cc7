"""The whole deployment comes up, and any web process may die."""

from __future__ import annotations

import ssl
import urllib.request
from collections.abc import Iterator

import pytest

from tests.components.availability import require
from tests.components.topology import PROBES, SERVICES, Topology


@pytest.fixture(scope="module")
def house() -> Iterator[Topology]:
    for probe in PROBES:
        require(probe)
    with Topology() as running:
        yield running


def status(url: str) -> int:
    untrusting = ssl.create_default_context()
    untrusting.check_hostname = False
    untrusting.verify_mode = ssl.CERT_NONE
    with urllib.request.urlopen(url, timeout=20, context=untrusting) as answer:
        return int(answer.status)


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_answers_through_the_proxy(house: Topology, service: str) -> None:
    assert status(f"{house.url(service)}/api/v1/openapi.json") == 200


def test_the_proxy_speaks_tls(house: Topology) -> None:
    assert status(f"https://127.0.0.1:{house.proxy.https}/healthz") == 200


def test_operators_figures_stay_inside(house: Topology) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404") as refusal:
        status(f"{house.url()}/metrics")
    refusal.value.close()
    assert status(f"{house.web_url('budget', 1)}/metrics") == 200


def test_either_web_process_may_die(house: Topology) -> None:
    for name in ("budget-web-1", "budget-web-2"):
        house.kill(name)
        assert not house.processes[name].alive
        assert {status(f"{house.url()}/healthz") for _ in range(10)} == {200}
        house.restart(name)
        assert house.processes[name].alive
