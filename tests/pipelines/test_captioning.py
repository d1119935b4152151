import functools

import numpy as np
import pytest

from rnncourse.pipelines import (
    DecodedPictures,
    captioning,
    captioning_batches,
    moved,
)
from tests.layers.mutants import Mutant

PICTURES = np.arange(7, dtype=np.uint8)[:, None, None, None] + np.zeros((1, 4, 6, 3))
PICTURES = PICTURES.astype(np.uint8)
CAPTIONS = [
    [[10 * n + k] * (1 + (n + k) % 4) + [0] for k in range(1 + n % 3)] for n in range(7)
]


def all_of(batches):
    """Return (picture, caption) of every caption that counts."""
    found = []
    for features, targets, weights in batches.as_numpy_iterator():
        assert features["caption"].shape == targets.shape == weights.shape
        np.testing.assert_array_equal(features["caption"][..., 1:], targets[..., :-1])
        assert (features["caption"][..., 0] == 0).all()
        for picture, rows, kept in zip(
            features["picture"], targets, weights, strict=True
        ):
            for row, shown in zip(rows, kept, strict=True):
                if shown.any():
                    assert sorted(shown, reverse=True) == list(shown)
                    found.append((int(picture[0, 0, 0]), row[shown > 0].tolist()))
    return found


EVERYTHING = sorted((n, row) for n, rows in enumerate(CAPTIONS) for row in rows)


def check_captions(seed, batch_size, buckets):
    """Every caption comes once, with its picture, one to the right of its targets."""
    batches = captioning.captioning_batches(
        PICTURES, CAPTIONS, batch_size=batch_size, buckets=buckets, seed=seed
    )
    assert sorted(all_of(batches)) == EVERYTHING
    assert sum(1 for _ in batches) == batches.cardinality()
    assert len({b[1].shape[2] for b in batches.as_numpy_iterator()}) <= buckets
    assert batches.options().autotune.enabled is False


@pytest.mark.parametrize("seed", [None, 5])
@pytest.mark.parametrize(("batch_size", "buckets"), [(1, 1), (3, 2), (20, 4)])
def test_every_caption_comes_once_with_its_picture(seed, batch_size, buckets):
    check_captions(seed, batch_size, buckets)


def wrong(what, place, old, new):
    return Mutant(what, place, old, new, check_captions, room="rnncourse.pipelines")


@pytest.mark.parametrize(
    "mutant",
    [
        wrong(
            "captions are not shifted",
            "captioning:captioning_batches",
            "np.insert(said, 0, end, axis=2)[..., :-1]",
            "said",
        ),
        wrong(
            "filling pictures count",
            "captioning:captioning_batches",
            "for n in numbers[:real]]",
            "for n in numbers]",
        ),
        wrong(
            "pictures are the first ones",
            "captioning:captioning_batches",
            "stacked_pictures(pictures, numbers,",
            "stacked_pictures(pictures, range(batch_size),",
        ),
        wrong(
            "the last batch is lost",
            "captioning:turns",
            "range(0, len(numbers), batch_size)",
            "range(0, len(numbers) - batch_size + 1, batch_size)",
        ),
    ],
    ids=str,
)
def test_a_wrong_line_is_noticed(mutant, monkeypatch):
    mutant.check(5, 3, 2)
    mutant.apply(monkeypatch)
    with pytest.raises((AssertionError, ValueError)):
        mutant.check(5, 3, 2)


def test_of_several_captions_others_are_drawn_in_each_epoch():
    def epoch(number, each=1):
        return captioning_batches(PICTURES, CAPTIONS, each=each, seed=(3, number))

    epochs = [sorted(all_of(epoch(number))) for number in range(12)]
    assert all([n for n, _ in found] == list(range(7)) for found in epochs)
    assert sorted({(n, tuple(row)) for found in epochs for n, row in found}) == [
        (n, tuple(row)) for n, row in EVERYTHING
    ]
    assert epochs[0] != epochs[1]
    assert epochs[0] == sorted(all_of(epoch(0)))
    assert len(all_of(epoch(0, each=2))) == 11
    first = captioning_batches(PICTURES, CAPTIONS, each=1)
    assert sorted(all_of(first)) == [(n, rows[0]) for n, rows in enumerate(CAPTIONS)]


def test_shapes_are_the_same_whatever_captions_are_drawn():
    rng = np.random.default_rng(0)
    captions = [[[1] * n + [0] for n in rng.integers(1, 30, 5)] for _ in range(60)]
    pictures = np.zeros((60, 2, 2, 3), np.uint8)

    def lengths(epoch):
        batches = captioning_batches(
            pictures, captions, batch_size=4, each=2, buckets=3, seed=(1, epoch)
        )
        return {targets.shape[2] for _, targets, _ in batches.as_numpy_iterator()}

    assert len(lengths(0)) == 3
    assert lengths(0) == lengths(1) == lengths(2)


def test_a_seed_mixes_the_same_way_in_every_pass():
    batches = captioning_batches(PICTURES, CAPTIONS, batch_size=2, seed=1)
    assert all_of(batches) == all_of(batches)
    other = captioning_batches(PICTURES, CAPTIONS, batch_size=2, seed=2)
    assert all_of(batches) != all_of(other)


def test_pictures_are_decoded_when_they_are_needed():
    asked = []

    class Asked:
        def __init__(self, number):
            self.number = number

        def pixels(self, size):
            asked.append(self.number)
            return np.full((size, size, 3), self.number, np.uint8)

    decoded = DecodedPictures([Asked(n) for n in range(7)], 4)
    batches = captioning_batches(decoded, CAPTIONS, batch_size=2, buckets=1)
    assert asked == [0]  # its shape
    assert sorted(all_of(batches)) == EVERYTHING


def test_features_of_a_cache_go_the_same_way():
    features = np.zeros((7, 5, 3), np.float32)
    batches = captioning_batches(features, CAPTIONS, batch_size=2)
    first, _, _ = next(batches.as_numpy_iterator())
    assert first["picture"].shape == (2, 5, 3)
    assert first["picture"].dtype == np.float32
    moving = functools.partial(moved, shift=1)
    moving_batches = captioning_batches(features, CAPTIONS, augment=moving)
    with pytest.raises(Exception, match="cannot be moved any more"):
        next(moving_batches.as_numpy_iterator())


def test_a_moved_picture_is_a_window_of_the_padded_one():
    rng = np.random.default_rng(0)
    picture = rng.integers(0, 256, (5, 6, 3), np.uint8)
    wide = np.pad(picture, ((2, 2), (2, 2), (0, 0)), mode="edge")
    windows = {
        wide[i : i + 5, j : j + 6].tobytes(): (i, j) for i in range(5) for j in range(5)
    }
    found = [moved(picture, rng, shift=2) for _ in range(300)]
    assert {windows[one.tobytes()] for one in found} == {*windows.values()}
    assert found[0].dtype == np.uint8
    np.testing.assert_array_equal(moved(picture, rng), picture)
    flipped = [moved(picture, rng, flip=True).tobytes() for _ in range(50)]
    assert {*flipped} == {picture.tobytes(), picture[:, ::-1].tobytes()}


def test_augmentation_differs_between_epochs_and_not_between_passes():
    pictures = np.random.default_rng(0).integers(0, 256, (7, 9, 9, 3), np.uint8)
    moving = functools.partial(moved, shift=3)

    def pixels(epoch):
        batches = captioning_batches(
            pictures, CAPTIONS, batch_size=7, buckets=1, augment=moving, seed=(1, epoch)
        )
        (features, _, _) = next(batches.as_numpy_iterator())
        return np.sort(features["picture"].reshape(7, -1).sum(axis=1, dtype=int))

    np.testing.assert_array_equal(pixels(0), pixels(0))
    assert (pixels(0) != pixels(1)).any()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"pictures": PICTURES[:2]}, "2 pictures came with 7 lists"),
        ({"pictures": [], "captions": []}, "at least one picture"),
        ({"captions": [*CAPTIONS[:6], []]}, "Picture 6 has no captions"),
        ({"captions": [*CAPTIONS[:6], [[]]]}, "picture 6 has"),
        ({"captions": [*CAPTIONS[:6], [[3, 4]]]}, "different ids"),
        ({"batch_size": 0}, "at least 1"),
        ({"each": 0}, "at least 1"),
    ],
)
def test_what_is_no_corpus_is_refused(changes, message):
    arguments = {"pictures": PICTURES, "captions": CAPTIONS} | changes
    pictures, captions = arguments.pop("pictures"), arguments.pop("captions")
    with pytest.raises(ValueError, match=message):
        captioning_batches(pictures, captions, **arguments)


def test_pictures_of_different_sizes_are_refused():
    pictures = [*PICTURES[:6], np.zeros((4, 7, 3), np.uint8)]
    batches = captioning_batches(pictures, CAPTIONS, batch_size=7, buckets=1)
    with pytest.raises(Exception, match="decode them to one size"):
        next(batches.as_numpy_iterator())
