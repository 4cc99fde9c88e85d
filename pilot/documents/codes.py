"""Draw an address as a QR code."""

import io


def qr_code(address: str) -> str:
    """Return the QR code of an address as an SVG picture, dark on white."""
    import segno  # noqa: PLC0415 - only those who make documents pay for it

    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", border=2, light="#ffffff")
    return picture.getvalue().decode()
