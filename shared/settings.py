"""The environment, read once. Wrong or missing settings stop the start and are named.

Every setting may also come from a file: `SECRET_KEY_FILE=/run/secrets/secret_key`.
Listening on loopback is the embedded default: missing secrets are made at the first start and kept
in `DATA_DIR/secrets.json`, readable by its owner only. Any other address is production, where
nothing secret has a default.
"""

from __future__ import annotations

import base64
import ipaddress
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shared.logo_setting import LogoError, read_logo
from shared.mail_settings import NO_MAIL, MailSettings, read_mail_settings
from shared.publication_settings import PublicationSettings, read_publication_settings
from shared.seal_settings import NO_SEAL, SealSettings, read_seal_settings

PRODUCTION_SETTINGS = (
    "DATABASE_URL",
    "DOCUMENTS_DIR",
    "DATA_KEY",
    "SECRET_KEY",
    "LOG_ORIGIN",
    "CITY_NAME",
    "KAFKA_BOOTSTRAP_SERVERS",
    "ALLOWED_HOSTS",
    "LOG_URL",
)


class SettingsError(Exception):
    """The environment does not allow a start; the message names every setting concerned."""


@dataclass(frozen=True)
class KafkaSettings:
    """How to reach the brokers; empty `bootstrap_servers` means the in-process stream."""

    bootstrap_servers: str = ""
    security_protocol: str = "PLAINTEXT"
    sasl_mechanism: str = ""
    sasl_username: str = ""
    sasl_password: str = field(default="", repr=False)
    ssl_cafile: str = ""


@dataclass(frozen=True)
class Settings:
    """All settings of one process. `data_key` is 32 bytes, `log_key` an Ed25519 seed of 32."""

    data_dir: Path
    host: str
    port: int
    database_url: str
    documents_dir: Path
    data_key: bytes = field(repr=False)
    secret_key: str = field(repr=False)
    log_key: bytes = field(repr=False)
    log_origin: str
    log_url: str
    city_name: str
    allowed_hosts: tuple[str, ...]
    kafka: KafkaSettings
    sample_data: bool
    production: bool
    accessibility_contact: str = ""
    receipts_url: str = ""
    """Where reporting reads the files of receipts: the inner address of budget."""
    city_logo: bytes = field(default=b"", repr=False)
    seal: SealSettings = NO_SEAL
    durable: bool = True
    """False only while the sample fills an empty house: SQLite, stream and files then leave the
    waiting for the disk to the end. Nothing in the environment can say so."""
    publication: PublicationSettings = field(default_factory=PublicationSettings)
    mail: MailSettings = NO_MAIL

    @property
    def address(self) -> str:
        """Where the pages are reached from outside."""
        if self.production:
            return f"https://{self.allowed_hosts[0]}"
        return f"http://{self.host}:{self.port}"

    def database_url_for(self, service: str) -> str:
        """The URL of the database of one service."""
        return self.database_url.replace("{service}", service)

    @staticmethod
    def from_env(environ: Mapping[str, str], *, also: Sequence[str] = ()) -> Settings:
        """Reads the environment. Raises SettingsError.

        `also`: settings this process needs in production beside those every process needs.
        """
        return _Reader(environ).settings(also)


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._faults: list[str] = []

    def settings(self, also: Sequence[str]) -> Settings:
        host = self._text("HOST", "127.0.0.1")
        production = not _is_loopback(host)
        if production:
            self._demand((*PRODUCTION_SETTINGS, *also))
        data_dir = Path(self._text("DATA_DIR", "data")).absolute()
        port = self._number("PORT", 8000)
        sample_data = self._flag("SAMPLE_DATA", not production)
        self._stop_on_faults()
        made = {} if production else _embedded_secrets(data_dir)
        read = Settings(
            data_dir=data_dir,
            host=host,
            port=port,
            database_url=self._text("DATABASE_URL", f"sqlite:///{data_dir}/{{service}}.db"),
            documents_dir=Path(self._text("DOCUMENTS_DIR", str(data_dir / "documents"))).absolute(),
            data_key=self._key("DATA_KEY", made),
            secret_key=self._text("SECRET_KEY", made.get("SECRET_KEY", "")),
            log_key=self._key("LOG_KEY", made, optional=production),
            log_origin=self._text("LOG_ORIGIN", "foerdernachweis.example/embedded"),
            log_url=self._text("LOG_URL", ""),
            receipts_url=self._text("RECEIPTS_URL", ""),
            city_name=self._text("CITY_NAME", "Musterstadt"),
            allowed_hosts=tuple(
                one.strip() for one in self._text("ALLOWED_HOSTS", "").split(",") if one.strip()
            ),
            kafka=self._kafka(),
            sample_data=sample_data,
            production=production,
            seal=self._seal(),
            publication=self._publication(host, port, production=production),
            mail=read_mail_settings(self._text),
            accessibility_contact=self._text("ACCESSIBILITY_CONTACT", ""),
            city_logo=self._logo(),
        )
        self._check(read)
        self._stop_on_faults()
        return read

    def _kafka(self) -> KafkaSettings:
        return KafkaSettings(
            bootstrap_servers=self._text("KAFKA_BOOTSTRAP_SERVERS", ""),
            security_protocol=self._text("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT"),
            sasl_mechanism=self._text("KAFKA_SASL_MECHANISM", ""),
            sasl_username=self._text("KAFKA_SASL_USERNAME", ""),
            sasl_password=self._text("KAFKA_SASL_PASSWORD", ""),
            ssl_cafile=self._text("KAFKA_SSL_CAFILE", ""),
        )

    def _seal(self) -> SealSettings:
        try:
            read = read_seal_settings(self._environ, self._text, self._flag)
        except OSError as error:
            self._faults.append(f"SEAL_P12_FILE ist nicht lesbar ({error.strerror})")
            return NO_SEAL
        self._faults += read.faults
        return read

    def _publication(self, host: str, port: int, *, production: bool) -> PublicationSettings:
        names = self._text("ALLOWED_HOSTS", "").split(",")
        default = f"https://{names[0].strip()}" if production else f"http://{host}:{port}"
        return read_publication_settings(self._text, default)

    def _check(self, read: Settings) -> None:
        self._faults += (*read.publication.faults, *read.mail.faults)
        if "{service}" not in read.database_url:
            self._faults.append("DATABASE_URL muss {service} enthalten: eine Datenbank je Dienst")
        if read.production and len(read.secret_key) < 32:
            self._faults.append("SECRET_KEY braucht mindestens 32 Zeichen")
        if read.receipts_url and not read.receipts_url.startswith(("http://", "https://")):
            self._faults.append("RECEIPTS_URL muss mit http:// oder https:// beginnen")
        if read.log_url and not read.log_url.startswith(("http://", "https://")):
            self._faults.append("LOG_URL muss mit http:// oder https:// beginnen")
        if any(mark in read.log_origin for mark in " +\n"):
            self._faults.append("LOG_ORIGIN darf weder Leerzeichen noch + enthalten")

    def _raw(self, name: str) -> str | None:
        path = self._environ.get(f"{name}_FILE")
        if path:
            try:
                return Path(path).read_text("utf-8").strip()
            except OSError as error:
                self._faults.append(f"{name}_FILE ist nicht lesbar ({error.strerror})")
                return None
        return self._environ.get(name) or None

    def _text(self, name: str, default: str) -> str:
        return self._raw(name) or default

    def _number(self, name: str, default: int) -> int:
        text = self._text(name, str(default))
        if not text.isdecimal() or int(text) > 65_535:
            self._faults.append(f"{name} muss eine Zahl von 0 bis 65535 sein")
            return default
        return int(text)

    def _flag(self, name: str, default: bool) -> bool:
        text = self._text(name, "1" if default else "0")
        if text not in ("0", "1"):
            self._faults.append(f"{name} muss 0 oder 1 sein")
        return text == "1"

    def _key(self, name: str, made: Mapping[str, str], *, optional: bool = False) -> bytes:
        text = self._text(name, made.get(name, ""))
        if not text and optional:
            return b""
        try:
            key = base64.b64decode(text, validate=True)
        except ValueError:
            key = b""
        if len(key) != 32:
            self._faults.append(f"{name} muss 32 Byte in Base64 sein")
        return key

    def _logo(self) -> bytes:
        try:
            return read_logo(self._text("CITY_LOGO", ""))
        except LogoError as error:
            self._faults.append(str(error))
            return b""

    def _demand(self, names: Sequence[str]) -> None:
        missing = [name for name in names if self._raw(name) is None]
        if missing:
            self._faults.append(
                "für den Betrieb außerhalb dieses Rechners fehlen: " + ", ".join(missing)
            )

    def _stop_on_faults(self) -> None:
        if self._faults:
            raise SettingsError("; ".join(dict.fromkeys(self._faults)))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _embedded_secrets(data_dir: Path) -> dict[str, str]:
    """Secrets of the embedded default, made once. Two first starts at once agree on one file."""
    path = data_dir / "secrets.json"
    data_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        made = {
            "DATA_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
            "LOG_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
            "SECRET_KEY": secrets.token_urlsafe(48),
        }
        draft = path.with_suffix(f".{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(made, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # atomic: fails if another start was quicker
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    read: dict[str, str] = json.loads(path.read_text("utf-8"))
    return read
