"""Metadata for data portals: DCAT-AP.de 3.0 as JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from services.reporting.export.release import PublicRelease, Publisher, description_of
from shared.clock import format_instant

CONTEXT: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU: Final = "http://publications.europa.eu/resource/authority"
_PLACE: Final = "http://dcat-ap.de/def/politicalGeocoding"
_AVAILABLE: Final = {"@id": f"{_EU}/planned-availability/STABLE"}

Node = dict[str, Any]


def dataset_document(release: PublicRelease, publisher: Publisher) -> Node:
    """One dataset with its context, to stand alone."""
    return {"@context": CONTEXT, **dataset(release, publisher)}


def catalog_document(releases: Sequence[PublicRelease], publisher: Publisher) -> Node:
    """All datasets as a portal harvests them."""
    return {
        "@context": CONTEXT,
        "@id": f"{publisher.settings.url}/reporting/api/v1/open-data/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dcterms:title": _german(f"Berichte über Zuwendungen: {publisher.city}"),
        "dcterms:description": _german("Die öffentlichen Teile freigegebener Berichte."),
        "dcterms:publisher": _agent(publisher),
        "dcat:dataset": [dataset(one, publisher) for one in releases],
    }


def dataset(release: PublicRelease, publisher: Publisher) -> Node:
    """A released report as `dcat:Dataset` with its one distribution, the data package."""
    address = publisher.address(release)
    released = _typed(format_instant(release.released_at), "dateTime")
    return {
        "@id": f"{address}#dataset",
        "@type": "dcat:Dataset",
        "dcterms:identifier": release.report_id,
        "dcterms:title": _german(release.title),
        "dcterms:description": _german(description_of(release)),
        "dcterms:publisher": _agent(publisher),
        "dcterms:issued": released,
        "dcterms:modified": released,
        "dcterms:language": {"@id": f"{_EU}/language/DEU"},
        "dcterms:accessRights": {"@id": f"{_EU}/access-right/PUBLIC"},
        "dcterms:temporal": {
            "@type": "dcterms:PeriodOfTime",
            "dcat:startDate": _typed(release.period.first_day.isoformat(), "date"),
            "dcat:endDate": _typed(release.period.last_day.isoformat(), "date"),
        },
        "dcat:version": str(release.version),
        "dcat:theme": [{"@id": f"{_EU}/data-theme/{one}"} for one in ("GOVE", "ECON")],
        "dcat:keyword": [_german(one) for one in ("Zuwendung", "Fördermittel", "Haushalt")],
        "dcatap:availability": _AVAILABLE,
        **_optional(publisher),
        "dcat:distribution": _distribution(release, publisher),
    }


def _distribution(release: PublicRelease, publisher: Publisher) -> Node:
    address = publisher.address(release)
    license_ = publisher.settings.license
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dcterms:title": _german("Data Package (ZIP mit CSV und Beschreibung)"),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcterms:format": {"@id": f"{_EU}/file-type/ZIP"},
        "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/application/zip"},
        "dcterms:license": {"@id": f"http://dcat-ap.de/def/licenses/{license_}"},
        "dcatde:licenseAttributionByText": publisher.city,
        "adms:status": {"@id": "http://purl.org/adms/status/Completed"},
        "dcatap:availability": _AVAILABLE,
    }


def _optional(publisher: Publisher) -> Node:
    """What only a city with an entry at GovData, a key and a contact can say."""
    found: Node = {}
    given = publisher.settings
    if given.contributor:
        found["dcatde:contributorID"] = {"@id": given.contributor}
    if given.municipality:
        place = {"@id": f"{_PLACE}/municipalityKey/{given.municipality}"}
        found["dcatde:politicalGeocodingLevelURI"] = {"@id": f"{_PLACE}/Level/municipality"}
        found["dcatde:politicalGeocodingURI"] = place
        found["dcterms:spatial"] = place
    if given.contact:
        email = {"@id": f"mailto:{given.contact}"}
        found["dcat:contactPoint"] = {
            "@type": "vcard:Kind",
            "vcard:fn": publisher.city,
            "vcard:hasEmail": email,
        }
    return found


def _agent(publisher: Publisher) -> Node:
    return {
        "@type": "foaf:Agent",
        "foaf:name": publisher.city,
        "dcterms:type": {"@id": "http://purl.org/adms/publishertype/LocalAuthority"},
    }


def _german(text: str) -> Node:
    return {"@value": text, "@language": "de"}


def _typed(text: str, kind: str) -> Node:
    return {"@value": text, "@type": f"xsd:{kind}"}
