"""Kinds of files that are taken."""

from enum import StrEnum


class FileKind(StrEnum):
    """A kind of file by the ending of its name."""

    PDF = "pdf"
    PNG = "png"
    JPG = "jpg"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    ASICE = "asice"
    EDOC = "edoc"
