"""A side ledger (GOV-04): no payment order, no payment file, nothing booked back.

Whoever wants to send something out has to change this test, and with it the documentation.
"""

from __future__ import annotations

import ast

from contracts.events import EVENT_TYPES
from contracts.system import load_system
from tests.architecture.code_base import PRODUCT, named, trees

CLIENTS = {"requests", "httpx", "aiohttp", "urllib3", "smtplib", "ftplib", "paramiko", "telnetlib"}
WAYS_OUT = {"urllib.request", "http.client", "xmlrpc.client"}
ORDERS = ("payment-order", "payment_order", "zahlungsanordnung", "auszahlungsanordnung", "pain.001")


KNOWN = {
    "services/reporting/intake/log_over_http.py": "reads our own audit log (LOG_URL)",
    "services/reporting/intake/receipts_over_http.py": "reads files of our budget (RECEIPTS_URL)",
    "services/reporting/sealing/stamps.py": "sends a hash to be stamped (SEAL_TSA_URL)",
    "services/reporting/mailing/smtp.py": "tells people by mail where to look (SMTP_URL)",
}
"""The only modules that speak to another system, and what about; neither carries a payment."""


def _imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def test_nothing_is_sent_to_another_system() -> None:
    found = [
        f"{named(path)}: {name}"
        for path, tree in trees(*PRODUCT)
        for name in _imported(tree)
        if named(path) not in KNOWN and (name.split(".")[0] in CLIENTS or name in WAYS_OUT)
    ]
    assert not found


def test_no_way_and_no_event_orders_a_payment() -> None:
    names = [one.way for one in load_system().routes] + list(EVENT_TYPES)
    assert len(names) > 100
    assert not [name for name in names if any(order in name.lower() for order in ORDERS)]
