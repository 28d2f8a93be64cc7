"""Golden JSON Schemas of events and reports, the AsyncAPI description and the compliance matrix.

`make goldens` writes them; the test compares byte for byte.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from contracts.events import EVENT_TYPES
from contracts.roles import Role
from contracts.rulebook import RULEBOOK
from contracts.rulebook.duty_remedies import DUTIES, DUTY_WORDS
from contracts.rulebook.finding_remedies import has_remedy, remedy_for
from contracts.rulebook.finding_words import known_codes, word_for
from contracts.rulebook.gate_remedies import GATE
from contracts.rulebook.report_findings import REPORT_FINDINGS
from contracts.schema import schema_of
from contracts.topics import CHECKPOINTS, EVENTS, KEYS
from services.reporting.check import form, known_words, labels
from services.reporting.documents.accessibility_statement import WORDS as STATES_OF
from services.reporting.documents.json_schema import report_schema
from services.reporting.documents.phrases import GATES
from services.reporting.domain.accessibility import CRITERIA, GAPS
from services.reporting.domain.narrative_sections import SECTIONS
from tests.contract import matrix

ROOT = Path(__file__).resolve().parents[2] / "contracts"
SCHEMAS = ROOT / "schemas"
ASYNCAPI = ROOT / "asyncapi.yaml"
REPORT = ROOT / "report.v1.json"
REPORT_WORDS = Path(known_words.__file__).with_name(known_words.TABLE)
REPORT_FORM = Path(form.__file__).with_name(form.FORM)


_GAPS = (
    "call_not_released", "period_unreconciled", "proof_attachment_missing", "signatory_missing",
    "voucher_file", *labels.LACK_RULES,
)  # fmt: skip
"""What may be missing of the attachments of a call, of a proof of use, and of a register."""


def file_name(type_: str) -> str:
    """`funding.budget.grant.awarded.v1` lies in `budget.grant.awarded.v1.json`."""
    return f"{type_.removeprefix('funding.')}.json"


def json_schema(type_: str) -> dict[str, Any]:
    """JSON Schema 2020-12 of the event's payload, self-contained."""
    plugin = MarshmallowPlugin(schema_name_resolver=lambda _schema: None)
    APISpec("events", "1", "3.1.0", plugins=[plugin])
    cls = EVENT_TYPES[type_]
    assert plugin.converter is not None
    body = plugin.converter.schema2jsonschema(schema_of(cls)())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": type_,
        "description": (cls.__doc__ or "").strip(),
        **body,
    }


def schema_text(type_: str) -> str:
    return json.dumps(json_schema(type_), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def report_text() -> str:
    """The schema of every report's JSON."""
    return json.dumps(report_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def form_text() -> str:
    """The same schema without its words, as the check of reports carries it."""
    return json.dumps(_without_words(report_schema()), sort_keys=True, separators=(",", ":")) + "\n"


def words_text() -> str:
    """Words of findings, duties, roles, rules, gates and sections, as the check carries them."""
    found = {
        "findings": {
            one: [word_for(one), remedy_for(one) if has_remedy(one) else None]
            for one in sorted(known_codes())
        },
        "duties": {one: [DUTY_WORDS[one], DUTIES[one]] for one in sorted(DUTIES)},
        "roles": {one.value: one.label for one in Role},
        "report_findings": {
            code: [one.word, one.rule, one.remedy] for code, one in REPORT_FINDINGS.items()
        },
        "rules": {
            one.id: [one.title, one.citation, one.confidence] for one in RULEBOOK.rules.values()
        },
        "gaps": {one: remedy_for(one) for one in _GAPS},
        "gates": {one: remedy_for(GATE, one) for one in sorted(GATES)},
        "conformity": {
            one.content: [one.rule, one.standard, STATES_OF[one.state], one.check]
            for one in CRITERIA
        },
        "limits": {one.content: [one.reason, one.instead] for one in GAPS},
        "sections": {key: [one.title, one.question] for key, one in SECTIONS.items()},
    }
    return json.dumps(found, indent=0, ensure_ascii=True, sort_keys=True) + "\n"


def _without_words(found: Any) -> Any:
    if isinstance(found, list):
        return [_without_words(one) for one in found]
    if not isinstance(found, dict):
        return found
    told = {key: _without_words(one) for key, one in found.items()}
    return {key: one for key, one in told.items() if key != "description" or isinstance(one, dict)}


def asyncapi_text() -> str:
    """AsyncAPI 3.0: three channels; every event is a message of the first."""
    messages = {
        type_: {
            "name": type_,
            "title": cls.__name__,
            "summary": " ".join((cls.__doc__ or "").split()),
            "contentType": "application/cloudevents+json",
            "payload": {"$ref": f"schemas/{file_name(type_)}"},
        }
        for type_, cls in sorted(EVENT_TYPES.items())
    }
    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Fördernachweis",
            "version": "1",
            "description": "One topic, one partition: the total order of everything that "
            "happened. The payload is the `data` of a CloudEvents 1.0 envelope in structured "
            "mode, RFC 8785 bytes.",
        },
        "channels": {
            "events": {
                "address": EVENTS,
                "messages": {type_: {"$ref": _component(type_)} for type_ in messages},
            },
            "keys": {"address": KEYS, "description": "Compacted; a tombstone erases a creditor."},
            "checkpoints": {"address": CHECKPOINTS, "description": "Signed C2SP checkpoints."},
        },
        "operations": {
            "publish": {"action": "send", "channel": {"$ref": "#/channels/events"}},
            "consume": {"action": "receive", "channel": {"$ref": "#/channels/events"}},
        },
        "components": {"messages": messages},
    }
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)


def _component(type_: str) -> str:
    return f"#/components/messages/{type_}"


def write() -> None:
    """Writes all goldens; a changed event type needs a new version instead, see the README."""
    SCHEMAS.mkdir(exist_ok=True)
    for type_ in EVENT_TYPES:
        (SCHEMAS / file_name(type_)).write_text(schema_text(type_), "utf-8")
    ASYNCAPI.write_text(asyncapi_text(), "utf-8")
    REPORT.write_text(report_text(), "utf-8")
    REPORT_FORM.write_text(form_text(), "ascii")
    REPORT_WORDS.write_text(words_text(), "ascii")
    matrix.write()


if __name__ == "__main__":
    write()
