"""Reader of captioned pictures, on drawn files and on the real ones."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from rnncourse.datasets import BadFile, CaptionedPicture, StoredPicture, flickr8k
from tests.datasets.drawn import content, drawing, names, occupy, pack
from tests.datasets.parts import PARTS
from tests.datasets.real import needs

LISTS = {"train": "a b", "dev": "c", "test": "e d"}
CAPTIONS = "".join(
    f"{name}.jpg#{n}\tA {name} number {n} .\n" for name in "abcdef" for n in (0, 1)
)


def gallery(folder, kind="folder", *, captions=CAPTIONS, pictures="abcdef", **changed):
    """Write captioned pictures: `f` is in no part."""
    folder.mkdir(exist_ok=True)
    files = {"Flickr8k.token.txt": captions.encode()}
    for part, listed in (LISTS | changed).items():
        lines = "".join(f"{name}.jpg\n" for name in listed.split())
        files[f"Flickr_8k.{part}Images.txt"] = lines.encode()
    shots = {
        f"Flicker8k_Dataset/{name}.jpg": content(drawing(n), "JPEG")
        for n, name in enumerate(pictures)
    }
    if kind == "zip":
        return pack(folder / "all.zip", files | shots)
    if kind == "zips":
        pack(folder / "Flickr8k_text.zip", files | {"__MACOSX/._a.jpg": b"x"})
        pack(folder / "Flickr8k_Dataset.zip", shots)
        return folder
    for name, text in (files | shots).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text)
    return folder


@pytest.mark.parametrize("kind", ["folder", "zip", "zips"])
def test_captions_come_in_the_order_of_the_lists(tmp_path, kind):
    corpus = flickr8k.load(gallery(tmp_path / "mine", kind))

    assert names(corpus.train) == ["a.jpg", "b.jpg"]
    assert names(corpus.valid) == ["c.jpg"]
    assert names(corpus.test) == ["e.jpg", "d.jpg"]
    assert corpus.test[0].captions == ("A e number 0 .", "A e number 1 .")
    assert corpus.test[0].picture.pixels((10, 12)).shape == (10, 12, 3)
    assert corpus.description == (
        f"pictures from '{corpus.name}': 2 / 1 / 2 pictures (train / valid / test); "
        "left out: pictures in no part (1)"
    )


def test_files_may_be_packed_and_lines_may_end_as_on_windows(tmp_path):
    folder = gallery(tmp_path)
    text = CAPTIONS.replace("\n", "\r\n\r\n")
    (folder / "Flickr8k.token.txt").unlink()
    (folder / "Flickr8k.token.txt.gz").write_bytes(gzip.compress(text.encode()))

    corpus = flickr8k.load(folder)

    assert corpus.valid[0].captions == ("A c number 0 .", "A c number 1 .")


def test_what_is_in_no_list_is_left_out_and_counted(tmp_path):
    captions = CAPTIONS.replace("f.jpg", "g.jpg.1")
    corpus = flickr8k.load(gallery(tmp_path, captions=captions, pictures="abcdefh"))

    assert corpus.description.endswith(
        "left out: pictures without captions (2), names with captions but without a "
        "picture (1)"
    )
    whole = gallery(tmp_path / "whole", train="a b f")
    assert flickr8k.load(whole).description.endswith("pictures (train / valid / test)")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a.jpg#2 A dog .", r"token\.txt, line 13: 'a\.jpg#2 A dog \.', where a file"),
        ("a.jpg\tA dog .", "line 13: .* where a file name, '#' and a number, a tab"),
        ("a.jpg#x\tA dog .", "line 13"),
        ("a.jpg#2\t ", "line 13"),
        ("#2\tA dog .", "line 13"),
        ("a.jpg#1\tA dog .", r"line 13: a\.jpg#1 stands in line 2 already"),
    ],
)
def test_a_malformed_caption_is_named(tmp_path, line, message):
    with pytest.raises(BadFile, match=message):
        flickr8k.load(gallery(tmp_path, captions=CAPTIONS + line + "\n"))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"train": "a x"}, r"trainImages\.txt, line 2: there is no picture x\.jpg"),
        ({"pictures": "abcdf"}, r"testImages\.txt, line 1: there is no picture e\.jpg"),
        (
            {"captions": CAPTIONS.replace("c.jpg", "x.jpg")},
            r"devImages\.txt, line 1: c\.jpg has no captions in .*token\.txt",
        ),
        (
            {"test": "e d a"},
            r"testImages\.txt, line 3: a\.jpg stands in .*trainImages\.txt, line 1 al",
        ),
        ({"dev": "c c"}, r"line 2: c\.jpg stands in .*devImages\.txt, line 1 already"),
        ({"dev": ""}, r"devImages\.txt is empty"),
        ({"captions": ""}, r"Flickr8k\.token\.txt is empty"),
    ],
)
def test_lists_and_captions_and_pictures_must_agree(tmp_path, changed, message):
    with pytest.raises(BadFile, match=message):
        flickr8k.load(gallery(tmp_path, **changed))


def test_missing_files_are_named(tmp_path):
    folder = gallery(tmp_path)
    (folder / "Flickr_8k.devImages.txt").rename(folder / "dev.txt")
    with pytest.raises(BadFile, match=r"has no Flickr_8k\.devImages\.txt, plain or"):
        flickr8k.load(folder)
    with pytest.raises(BadFile, match="There is no folder or zip"):
        flickr8k.load(tmp_path / "nowhere")


def test_a_damaged_picture_is_found_when_it_is_decoded(tmp_path):
    folder = gallery(tmp_path)
    path = folder / "Flicker8k_Dataset" / "b.jpg"
    path.write_bytes(path.read_bytes()[:300])

    corpus = flickr8k.load(folder)

    assert corpus.train[0].picture.pixels().shape == (20, 30, 3)
    with pytest.raises(BadFile, match=r"b\.jpg cannot be read as a picture"):
        corpus.train[1].picture.pixels()


def test_a_picture_needs_captions():
    picture = StoredPicture("a.jpg", None)
    for captions in ((), [], "A dog ."):
        with pytest.raises(ValueError, match=r"'a\.jpg' came with the captions"):
            CaptionedPicture(picture, captions)


def test_the_catalogued_corpus_must_have_the_published_counts(cache):
    occupy(cache, "flickr8k")
    for file in (cache / "flickr8k").glob("*.gz"):
        file.unlink()
    gallery(cache / "flickr8k")

    with pytest.raises(BadFile, match="6 images where 8,091 were published"):
        flickr8k.load()


@needs("flickr8k")
def test_the_real_captions_have_their_published_counts():
    corpus = flickr8k.load()

    assert [len(getattr(corpus, part)) for part in PARTS] == [6_000, 1_000, 1_000]
    for part in PARTS:
        assert {len(item.captions) for item in getattr(corpus, part)} == {5}
    assert corpus.description.endswith(
        "pictures in no part (91), names with captions but without a picture (1)"
    )
    for item in corpus.test[:20]:
        assert item.picture.pixels().shape == (160, 160, 3)
        assert item.picture.pixels(64).std() > 10


MEASURE = """
from pathlib import Path
from rnncourse.datasets import flickr8k

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(line.split()[1] for line in lines if line.startswith("VmHWM"))

corpus = flickr8k.load()
before = peak()
for item in (*corpus.train, *corpus.valid, *corpus.test):
    item.picture.pixels(224)
print(before, peak())
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="asks Linux")
@needs("flickr8k")
def test_looking_at_every_picture_takes_little_memory():
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], check=True, capture_output=True, text=True
    )
    before, after = (int(kilobytes) / 1024 for kilobytes in done.stdout.split())
    assert after < 500
    assert after - before < 50  # all of them would be 1,200
