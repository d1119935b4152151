"""Files of every kind, damaged ones and others, on every way through the models."""

import pytest

from rnncourse.datasets import StoredPicture
from rnncourse.datasets.stored import StoredFile
from rnncourse.decoding import greedy
from rnncourse.models import cache_features
from rnncourse.pipelines import DecodedPictures, captioning_batches, question_batches
from tests.datasets.drawn import content, drawing
from tests.models.pictures.picture_checks import a_captioner, an_answerer
from tests.models.pictures.test_feature_cache import Glance


def captioned(pictures, folder):
    return a_captioner("attend").caption(pictures, search=greedy, max_length=2)


def answered(pictures, folder):
    return an_answerer().answer(pictures, [["is it"]] * len(pictures))


def cached(pictures, folder):
    return cache_features(Glance(), pictures, folder, batch_size=8, progress=False)


def trained_to_say(pictures, folder):
    captions = [[[2, 0]]] * len(pictures)
    batches = captioning_batches(pictures, captions, batch_size=len(pictures))
    (features, _, _) = next(batches.as_numpy_iterator())
    return features["picture"]


def trained_to_answer(pictures, folder):
    asked, answers = [[[2]]] * len(pictures), [[0]] * len(pictures)
    batches = question_batches(pictures, asked, answers, batch_size=len(pictures))
    (features, _, _) = next(batches.as_numpy_iterator())
    return features["picture"]


WAYS = [captioned, answered, cached, trained_to_say, trained_to_answer]


def stored(folder, files):
    """Write files; return their pictures."""
    found = []
    for name, written in files.items():
        (folder / name).write_bytes(written)
        found.append(StoredPicture(name, StoredFile(folder / name)))
    return found


@pytest.mark.parametrize("way", WAYS)
def test_grey_and_transparent_pictures_of_any_size_are_seen(way, tmp_path):
    files = {f"{mode}.png": content(drawing(mode=mode)) for mode in ("L", "RGBA", "P")}
    files["wide.jpg"] = content(drawing(1, height=9, width=70), "JPEG")
    pictures = DecodedPictures(stored(tmp_path, files), 16)
    assert len(way(pictures, tmp_path / "cache")) == 4


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("share", [0, 0.6])
def test_a_picture_that_is_cut_off_is_named(way, share, tmp_path):
    whole = content(drawing(height=60, width=60), "JPEG")
    files = {"whole.jpg": whole, "cut.jpg": whole[: int(share * len(whole))]}
    pictures = DecodedPictures(stored(tmp_path, files), 16)
    # TensorFlow packs what a generator raises into an error of its own.
    with pytest.raises(Exception, match=r"cut\.jpg cannot be read as a picture"):
        way(pictures, tmp_path / "cache")


@pytest.mark.parametrize("way", WAYS)
def test_pictures_of_several_sizes_are_refused(way, tmp_path):
    files = {name: content(drawing(height=h)) for name, h in (("a", 16), ("b", 20))}
    pictures = [picture.pixels() for picture in stored(tmp_path, files)]
    with pytest.raises(Exception, match="came together; decode them to one size"):
        way(pictures, tmp_path / "cache")
