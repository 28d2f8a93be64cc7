"""nginx with the deployment's own configuration, in front of web processes on loopback."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.components.availability import ROOT, Probe, command, missing_commands
from tests.components.processes import Process, free_ports, listening

CONFIG = ROOT / "deploy" / "proxy" / "nginx.conf"

PROBE = Probe(
    "the reverse proxy",
    lambda: missing_commands("nginx", "openssl"),
    "`make parts` installs it; Debian: apt-get install nginx-light openssl",
)


class Proxy:
    """One nginx; `http` and `https` are its two loopback ports. Files go below `folder`."""

    def __init__(self, folder: Path, upstreams: Mapping[str, Sequence[int]]) -> None:
        self.http, self.https = free_ports(2)
        folder.mkdir()
        # several may run side by side: each keeps its own pid and buffers
        config = CONFIG.read_text("utf-8").replace("/tmp/", f"{folder}/")
        (folder / "nginx.conf").write_text(config, "utf-8")
        (folder / "upstreams.conf").write_text(_upstreams(upstreams), "utf-8")
        (folder / "listen.conf").write_text(self._listen(folder), "utf-8")
        _certificate(folder)
        user = " user root;" if os.geteuid() == 0 else ""
        self.process = Process(
            "proxy",
            [
                *(str(command("nginx")), "-e", "stderr", "-c", folder / "nginx.conf"),
                *("-g", f"daemon off;{user}"),
            ],
            log=folder / "proxy.log",
            ready=lambda: listening(self.http),
        )

    def _listen(self, folder: Path) -> str:
        return (
            f"listen 127.0.0.1:{self.http};\n"
            f"listen 127.0.0.1:{self.https} ssl;\n"
            f"ssl_certificate {folder}/certificate.pem;\n"
            f"ssl_certificate_key {folder}/key.pem;\n"
        )


def _upstreams(upstreams: Mapping[str, Sequence[int]]) -> str:
    blocks = []
    for name, ports in upstreams.items():
        servers = "".join(f" server 127.0.0.1:{port} max_fails=0;" for port in ports)
        blocks.append(f"upstream {name} {{ zone {name} 64k;{servers} keepalive 16; }}\n")
    return "".join(blocks)


def _certificate(folder: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")),
        ],
        check=True,
        capture_output=True,
    )
