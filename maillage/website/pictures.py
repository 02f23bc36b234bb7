"""Pictures taken in safely: read as pixels, turned upright, made smaller, written anew without what the camera told."""

from __future__ import annotations

import secrets
import struct
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
QUALITY = 82

NOT_A_PICTURE = _("This file is not a picture we can read. Send a JPEG, PNG, WebP or GIF.")
TOO_MANY_PIXELS = _("This picture has more than 40 million pixels. Make it smaller and send it again.")

# What Pillow raises on files that lie about themselves.
BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, OverflowError, struct.error)


def clean_picture(file: IO[bytes]) -> ContentFile[bytes]:
    """Return the picture as a new file of its own: at most 1600 px, no EXIF, no place, no animation, a chance name.

    Raises ValidationError with one sentence where it is no picture or holds too many pixels to unpack.
    """
    try:
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels")
            return _rewritten(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels") from error
    except BROKEN as error:
        raise ValidationError(NOT_A_PICTURE, code="not_a_picture") from error


def _rewritten(picture: Image.Image) -> ContentFile[bytes]:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    see_through = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    pixels = upright.convert("RGBA" if see_through else "RGB")
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    out = BytesIO()
    if see_through:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(12)}.{'png' if see_through else 'jpg'}")
