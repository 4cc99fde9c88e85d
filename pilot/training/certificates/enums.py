"""Stored values of certificates; that somebody is ready for one is derived, never stored."""

from enum import StrEnum


class CertificateKind(StrEnum):
    CERTIFICATE = "certificate"
    STATEMENT = "statement"


class CertificateState(StrEnum):
    ISSUED = "issued"
    DUPLICATE = "duplicate"
    REVOKED = "revoked"
