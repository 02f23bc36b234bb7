"""Picture files for tests: honest ones, and some that lie."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>"


def a_picture(
    kind: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB", exif: Image.Exif | None = None
) -> bytes:
    """The bytes of a picture."""
    out = BytesIO()
    picture = Image.new(mode, size, 120 if mode == "L" else (200, 80, 40, 90)[: len(mode)])
    picture.save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


def with_place_and_camera() -> bytes:
    """A picture lying on its side that tells where it was taken and with what."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "A camera with a serial number"
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 30.0, 0.0), 3: "E", 4: (4.0, 30.0, 0.0)})
    return a_picture(exif=exif)


def a_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that claims billions of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def upload(content: bytes, name: str = "picture.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, kind)
