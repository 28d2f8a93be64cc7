"""Settings of the electronic seal: which key, which time stamp server, how it shows.

Binary files (`SEAL_P12_FILE`) are read as they are; as a plain setting PKCS#12 is Base64.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Text = Callable[[str, str], str]
Flag = Callable[[str, bool], bool]


@dataclass(frozen=True)
class SealSettings:
    """At most one of `pem`, `p12` (Base64) and `pkcs11_module` is given; none means no seal.

    `required`: without a seal nothing is released. `crl` is a revocation list as PEM text.
    """

    pem: str = field(default="", repr=False)
    p12: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)
    pkcs11_module: str = ""
    pkcs11_token: str = ""
    pkcs11_label: str = ""
    pkcs11_pin: str = field(default="", repr=False)
    tsa_url: str = ""
    crl: str = field(default="", repr=False)
    visible: bool = False
    required: bool = False

    @property
    def faults(self) -> list[str]:
        """What is contradictory, in German."""
        found = []
        if sum(map(bool, (self.pem, self.p12, self.pkcs11_module))) > 1:
            found.append("nur eines von SEAL_PEM, SEAL_P12 und SEAL_PKCS11_MODULE ist erlaubt")
        if self.pkcs11_module and not self.pkcs11_label:
            found.append("zu SEAL_PKCS11_MODULE fehlt SEAL_PKCS11_LABEL")
        if self.tsa_url and not self.tsa_url.startswith(("http://", "https://")):
            found.append("SEAL_TSA_URL muss mit http:// oder https:// beginnen")
        return found


NO_SEAL = SealSettings()


def read_seal_settings(environ: Mapping[str, str], text: Text, flag: Flag) -> SealSettings:
    """The settings; `text` and `flag` read one setting each, also from its `…_FILE`.

    Raises OSError where the PKCS#12 file cannot be read.
    """
    return SealSettings(
        pem=text("SEAL_PEM", ""),
        p12=_p12(environ, text),
        passphrase=text("SEAL_PASSPHRASE", ""),
        pkcs11_module=text("SEAL_PKCS11_MODULE", ""),
        pkcs11_token=text("SEAL_PKCS11_TOKEN", ""),
        pkcs11_label=text("SEAL_PKCS11_LABEL", ""),
        pkcs11_pin=text("SEAL_PKCS11_PIN", ""),
        tsa_url=text("SEAL_TSA_URL", ""),
        crl=text("SEAL_CRL", ""),
        visible=flag("SEAL_VISIBLE", False),
        required=flag("SEAL_REQUIRED", False),
    )


def _p12(environ: Mapping[str, str], text: Text) -> str:
    path = environ.get("SEAL_P12_FILE")
    if not path:
        return text("SEAL_P12", "")
    return base64.b64encode(Path(path).read_bytes()).decode()
