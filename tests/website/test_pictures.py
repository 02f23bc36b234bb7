"""Pictures come in as pixels and nothing else."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from maillage.website.pictures import LONGEST_SIDE, NOT_A_PICTURE, TOO_MANY_PIXELS, clean_picture
from tests.website.pictures import HTML, SVG, a_bomb, a_picture, with_place_and_camera


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_common_kind_is_read_and_written_anew(kind):
    kept = clean_picture(BytesIO(a_picture(kind)))
    with Image.open(kept) as picture:
        assert (picture.format, picture.size) == ("JPEG", (400, 300))
    assert kept.name.endswith(".jpg")


def test_a_see_through_picture_stays_see_through():
    kept = clean_picture(BytesIO(a_picture("PNG", mode="RGBA")))
    with Image.open(kept) as picture:
        assert (picture.format, picture.mode) == ("PNG", "RGBA")


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_other_colour_spaces_are_turned_into_common_ones(mode):
    with Image.open(clean_picture(BytesIO(a_picture("JPEG", mode=mode)))) as picture:
        assert picture.mode == "RGB"


def test_place_and_camera_are_gone_and_the_picture_stands_upright():
    kept = clean_picture(BytesIO(with_place_and_camera()))
    with Image.open(kept) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.size == (300, 400)
    assert b"serial number" not in kept.open().read()


def test_a_large_picture_is_made_smaller():
    with Image.open(clean_picture(BytesIO(a_picture(size=(4000, 1000))))) as picture:
        assert picture.size == (LONGEST_SIDE, 400)


def test_an_animation_becomes_its_first_picture():
    out = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with Image.open(clean_picture(out)) as picture:
        assert getattr(picture, "n_frames", 1) == 1


@pytest.mark.parametrize("size", [(60_000, 60_000), (10_000, 10_000), (8_000, 5_001)])
def test_more_than_forty_million_pixels_are_refused_before_they_are_unpacked(size):
    with pytest.raises(ValidationError, match=str(TOO_MANY_PIXELS)):
        clean_picture(BytesIO(a_bomb(*size)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        SVG,
        HTML,
        a_bomb(300, 300),
        a_picture()[:200],
        a_picture("PNG")[:60],
        a_picture("TIFF"),
        a_picture("BMP"),
    ],
    ids=["empty", "text", "svg", "html", "short-png", "cut-jpeg", "cut-png", "tiff", "bmp"],
)
def test_what_is_no_picture_is_refused_in_one_sentence(content):
    with pytest.raises(ValidationError, match=str(NOT_A_PICTURE)):
        clean_picture(BytesIO(content))


def test_names_are_chance_and_never_the_senders():
    names = {clean_picture(BytesIO(a_picture())).name for _time in range(5)}
    assert len(names) == 5
