"""The whole deployment comes up, and any web process may die."""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request

import pytest

from tests.components.topology import SERVICES, Topology


def status(url: str) -> int:
    untrusting = ssl.create_default_context()
    untrusting.check_hostname = False
    untrusting.verify_mode = ssl.CERT_NONE
    with urllib.request.urlopen(url, timeout=20, context=untrusting) as answer:
        return int(answer.status)


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_answers_through_the_proxy(topology: Topology, service: str) -> None:
    assert status(f"{topology.url(service)}/api/v1/openapi.json") == 200


def test_the_proxy_speaks_tls(topology: Topology) -> None:
    assert status(f"https://127.0.0.1:{topology.proxy.https}/healthz") == 200


def test_operators_figures_stay_inside(topology: Topology) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404") as refusal:
        status(f"{topology.url()}/metrics")
    refusal.value.close()
    assert status(f"{topology.web_url('budget', 1)}/metrics") == 200


def test_either_web_process_may_die(topology: Topology) -> None:
    for name in ("budget-web-1", "budget-web-2"):
        topology.kill(name)
        assert not topology.processes[name].alive
        assert {status(f"{topology.url()}/healthz") for _ in range(10)} == {200}
        topology.restart(name)
        assert topology.processes[name].alive
