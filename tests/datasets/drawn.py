"""Pictures that tests draw, no two alike, and files of them."""

import io
import zipfile

import numpy as np
from PIL import Image

from rnncourse.datasets import load_catalog


def drawing(number=0, *, mode="RGB", height=20, width=30):
    """A picture of soft colours, brighter to the right and to the bottom."""
    rows, columns = np.mgrid[0:1:1j*height, 0:1:1j*width]  # fmt: skip
    shades = [rows, columns, np.full_like(rows, number % 10 / 10)]
    pixels = (255 * np.stack(shades, axis=-1)).round().astype(np.uint8)
    return Image.fromarray(pixels).convert(mode)


def content(image, kind="PNG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def pack(path, files):
    """Write a zip of these contents."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def names(items):
    return [item.picture.name for item in items]


def occupy(cache, corpus):
    """Put files without content where the store looks for those of a corpus."""
    (cache / corpus).mkdir(parents=True)
    for file in load_catalog()[corpus].files:
        nothing = b"PK\x05\x06" + bytes(18) if file.name.endswith(".zip") else b""
        (cache / corpus / file.name).write_bytes(nothing)
