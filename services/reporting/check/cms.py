"""What a signature (CMS, RFC 5652) holds beside what it signs: nothing there may be altered either.

A validator passes over the list of digests and over certificates it does not need; a byte flipped
there would go unnoticed. Needs what comes with pyHanko.
"""

from __future__ import annotations

from typing import Any

from .outcome import Fault


def check_cms(encoded: bytes, content_type: str = "data") -> None:
    """The encoding is the one possible, every field is as it must be. Raises Fault."""
    from asn1crypto import cms

    info = cms.ContentInfo.load(encoded, strict=True)
    signed = info["content"]
    if info.copy().dump(force=True) != encoded or info["content_type"].native != "signed_data":
        raise Fault("Die Unterschrift des Siegels ist anders verpackt, als sie sein darf")
    (signer,) = signed["signer_infos"]
    digests = [one.dump() for one in signed["digest_algorithms"]]
    fields = (
        digests == [signer["digest_algorithm"].dump()],
        signed["version"].native == ("v1" if content_type == "data" else "v3"),
        signer["version"].native == "v1",
        signed["encap_content_info"]["content_type"].native == content_type,
    )
    if not all(fields):
        raise Fault("Die Angaben neben der Unterschrift des Siegels sind verändert")
    _check_certificates([one.chosen for one in signed["certificates"]])
    for attribute in signer["unsigned_attrs"] or []:
        if attribute["type"].native == "signature_time_stamp_token":
            for token in attribute["values"]:
                check_cms(token.dump(), "tst_info")


def _check_certificates(found: list[Any]) -> None:
    """Whatever certificate has its issuer beside it bears the issuer's signature; only the last
    of a chain may have none."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.x509 import load_der_x509_certificate

    loaded = [load_der_x509_certificate(one) for one in {one.dump() for one in found}]
    alone = 0
    for one in loaded:
        issuers = [other for other in loaded if other.subject == one.issuer]
        try:
            for issuer in issuers[:1]:
                one.verify_directly_issued_by(issuer)
        except (InvalidSignature, ValueError, TypeError):
            raise Fault("Ein Zertifikat im Siegel ist verändert") from None
        alone += not issuers
    if alone > 1:
        raise Fault("Die Zertifikate im Siegel gehören nicht zusammen")
