"""Requests over kept-open connections, as cheap for the machine as Python allows.

Raw sockets and bytes made beforehand: the generator shares the processors with what it measures.
"""

from __future__ import annotations

import math
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass


class UnexpectedAnswer(AssertionError):
    """Not the status that was expected; the message holds the beginning of the answer."""


@dataclass(frozen=True)
class Load:
    """Seconds of the whole load and of each request."""

    total_s: float
    each_s: tuple[float, ...]

    @property
    def per_second(self) -> float:
        return len(self.each_s) / self.total_s

    def percentile(self, percent: float) -> float:
        """In seconds, e.g. 95."""
        return percentile(self.each_s, percent)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def request_bytes(
    method: str, path: str, *, port: int, token: str = "", body: bytes = b""
) -> bytes:
    """One HTTP/1.1 request."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Connection:
    """A kept-open connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def ask(self, request: bytes, expected: int) -> bytes:
        """Sends and answers the body. Raises UnexpectedAnswer, ConnectionError."""
        self._socket.sendall(request)
        received = self._rest
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        head = received[:end].lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        while len(received) < end + 4 + length:
            received += self._more()
        body, self._rest = received[end + 4 : end + 4 + length], received[end + 4 + length :]
        if int(head[9:12]) != expected:
            raise UnexpectedAnswer(received[:1500].decode("utf-8", "replace"))
        return body

    def _more(self) -> bytes:
        data = self._socket.recv(65536)
        if not data:
            raise ConnectionError("the server closed the connection")
        return data

    def close(self) -> None:
        self._socket.close()


def run_load(port: int, clients: Sequence[Sequence[bytes]], expected: int) -> Load:
    """Every client sends its requests one after the other on its own connection.

    Raises what the first failing client met.
    """
    connections = [Connection(port) for _ in clients]
    each: list[list[float]] = [[] for _ in clients]
    errors: list[BaseException] = []

    def client(number: int) -> None:
        try:
            for request in clients[number]:
                began = time.perf_counter()
                connections[number].ask(request, expected)
                each[number].append(time.perf_counter() - began)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(len(clients))]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = time.perf_counter() - began
    for connection in connections:
        connection.close()
    if errors:
        raise errors[0]
    return Load(total, tuple(one for found in each for one in found))
