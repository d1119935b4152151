"""Pictures of every kind become red, green and blue, or an error with a name."""

import numpy as np
import pytest
from PIL import Image

from rnncourse.datasets import BadFile, StoredPicture
from rnncourse.datasets.pictures import decode_picture
from rnncourse.datasets.stored import StoredFile
from tests.datasets.drawn import content, drawing


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "JPEG", "WEBP"])
def test_every_kind_of_file_is_read(kind):
    image = drawing(3)
    pixels = decode_picture(content(image, kind), name="mine")
    assert (pixels.shape, pixels.dtype) == ((20, 30, 3), np.uint8)
    error = np.abs(pixels.astype(int) - np.asarray(image)).max()
    assert error <= (0 if kind in {"PNG", "BMP", "TIFF"} else 60)
    pixels += 1  # it is the caller's own


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "LA", "RGBA"])
def test_every_mode_becomes_three_channels(mode):
    image = drawing(3, mode=mode)
    kind = "TIFF" if mode == "CMYK" else "PNG"
    pixels = decode_picture(content(image, kind), name="mine")
    np.testing.assert_array_equal(pixels, np.asarray(image.convert("RGB")))


def test_grey_pictures_get_three_equal_channels():
    pixels = decode_picture(content(drawing(mode="L")), name="mine")
    assert (pixels == pixels[..., :1]).all()
    assert pixels.std() > 10


def test_of_sixteen_bits_the_upper_eight_are_kept():
    shades = np.arange(600, dtype=np.uint16).reshape(20, 30) * 109
    pixels = decode_picture(content(Image.fromarray(shades)), name="mine")
    np.testing.assert_array_equal(pixels[..., 1], shades // 256)


def test_what_is_transparent_lies_on_white():
    image = drawing(mode="RGBA")
    image.putalpha(Image.fromarray(np.tile(np.uint8([0, 255]), (20, 15))))
    pixels = decode_picture(content(image), name="mine")
    assert (pixels[:, ::2] == 255).all()
    np.testing.assert_array_equal(pixels[:, 1::2], np.asarray(drawing())[:, 1::2])
    # One colour of a palette may be transparent too.
    palette = drawing(mode="P")
    first = palette.getpixel((0, 0))
    pixels = decode_picture(content(palette, transparency=first), name="mine")
    assert pixels[0, 0].tolist() == [255, 255, 255]


def test_a_picture_that_a_camera_turned_is_turned_back():
    image = drawing(3)
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn
    turned = image.transpose(Image.Transpose.ROTATE_90)
    pixels = decode_picture(content(turned, exif=exif), name="mine")
    np.testing.assert_array_equal(pixels, np.asarray(image))


@pytest.mark.parametrize(
    ("size", "shape"), [(8, (8, 8, 3)), ((8, 12), (8, 12, 3)), (None, (20, 30, 3))]
)
def test_height_comes_first(size, shape):
    assert decode_picture(content(drawing()), size, name="mine").shape == shape


def test_another_size_keeps_the_whole_picture():
    pixels = decode_picture(content(drawing()), (10, 10), name="mine").astype(int)
    # Still brighter to the bottom (red) and to the right (green), from end to end.
    assert (np.diff(pixels[:, 0, 0]) > 0).all()
    assert (np.diff(pixels[0, :, 1]) > 0).all()
    assert pixels[0, 0, :2].max() < 30 < 225 < pixels[-1, -1, :2].min()


def test_a_smaller_picture_is_an_average():
    stripes = Image.fromarray(np.tile(np.uint8([0, 255]), (64, 32)))
    pixels = decode_picture(content(stripes), 8, name="mine")
    assert (np.abs(pixels.astype(int) - 128) < 30).all()


@pytest.mark.parametrize("size", [0, -1, (8,), (8, 8, 3), (0, 8), 2.5, "8"])
def test_a_strange_size_is_refused(size):
    with pytest.raises(ValueError, match="give height and width in pixels"):
        decode_picture(content(drawing()), size, name="mine")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"])
def test_a_picture_that_is_cut_off_is_named(kind):
    whole = content(drawing(height=60, width=60), kind)
    for share in (0, 0.02, 0.3, 0.7):
        cut = whole[: int(share * len(whole))]
        with pytest.raises(BadFile, match=r"^mine\.x cannot be read as a picture: "):
            decode_picture(cut, name="mine.x")


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_damage_never_ends_in_another_error(kind):
    rng = np.random.default_rng(0)
    whole = np.frombuffer(content(drawing(), kind), np.uint8)
    damaged = 0
    for _ in range(200):
        changed = whole.copy()
        places = rng.integers(min(len(whole), 120), size=3)
        changed[places] = rng.integers(256, size=3)
        try:
            assert decode_picture(changed.tobytes(), name="mine").shape[-1] == 3
        except BadFile:
            damaged += 1
    assert damaged > 20


def test_other_files_are_no_pictures():
    for other in (b"", b"the cat", b"%PDF-1.4"):
        with pytest.raises(BadFile, match="it is no picture, or empty"):
            decode_picture(other, name="mine")


def test_numbers_without_a_range_are_no_picture():
    image = Image.fromarray(np.float32([[0.5, 1e9]]))
    with pytest.raises(BadFile, match="numbers without a fixed range"):
        decode_picture(content(image, "TIFF"), name="mine")


def test_a_stored_picture_is_decoded_anew_each_time(tmp_path):
    path = tmp_path / "1.png"
    picture = StoredPicture("one", StoredFile(path))
    with pytest.raises(BadFile, match=r"1\.png"):
        picture.pixels()
    path.write_bytes(content(drawing(1)))
    first = picture.pixels()
    path.write_bytes(content(drawing(2)))
    assert (picture.pixels() != first).any()
    path.write_bytes(b"x")
    with pytest.raises(BadFile, match=r"1\.png cannot be read as a picture"):
        picture.pixels()
