"""The reader of the chorales, on matrices written here and on the real file."""

import os
from pathlib import Path

import numpy as np
import pytest
from scipy.io import savemat
from scipy.sparse import csc_array

from rnncourse.datasets import BadFile, CorpusNotFound, jsb

VARIABLES = {"train": "traindata", "valid": "validdata", "test": "testdata"}

REAL = Path(os.environ.get("RNNCOURSE_DATA", "generated"), "polyphonic-music")
needs_jsb = pytest.mark.skipif(
    not REAL.is_dir(), reason="RNNCOURSE_DATA has no polyphonic-music"
)


def piece(*frames, dtype=np.uint8):
    """One piece; a frame is the keys that sound, none for a rest."""
    matrix = np.zeros((len(frames), 88), dtype)
    for row, keys in zip(matrix, frames, strict=True):
        row[list(keys)] = 1
    return matrix


def cells(*pieces):
    row = np.empty((1, len(pieces)), object)
    for number, matrix in enumerate(pieces):
        row[0, number] = matrix
    return row


GOOD = {
    # a rest, a piece of one frame, both ends of the keyboard, doubles as MATLAB likes
    "traindata": cells(piece([0, 87], [], [40], dtype=float), piece([3])),
    "validdata": cells(piece([1], [1, 2])),
    "testdata": cells(piece([5], [6], [7], dtype=bool)),
}


def write(path, **changes):
    variables = {
        name: value for name, value in (GOOD | changes).items() if value is not None
    }
    savemat(path, variables, do_compression=True)
    return path


def test_a_file_of_your_own_is_read_into_matrices_of_keys(tmp_path):
    corpus = jsb.load(write(tmp_path / "mine.mat"))

    assert [len(getattr(corpus, part)) for part in VARIABLES] == [2, 1, 1]
    np.testing.assert_array_equal(corpus.train[0], piece([0, 87], [], [40]))
    np.testing.assert_array_equal(corpus.train[1], piece([3]))
    np.testing.assert_array_equal(corpus.valid[0], piece([1], [1, 2]))
    np.testing.assert_array_equal(corpus.test[0], piece([5], [6], [7]))
    every = (*corpus.train, *corpus.valid, *corpus.test)
    assert {matrix.dtype for matrix in every} == {np.dtype(np.uint8)}
    assert corpus.name == "mine"
    assert not corpus.generated
    assert corpus.world is None
    assert corpus.description.endswith("2 / 1 / 1 pieces (train / valid / test)")
    assert str(tmp_path) not in corpus.description  # it is printed in notebooks


def test_a_column_of_pieces_is_as_good_as_a_row(tmp_path):
    corpus = jsb.load(write(tmp_path / "mine.mat", traindata=GOOD["traindata"].T))
    assert [len(matrix) for matrix in corpus.train] == [3, 1]


@pytest.mark.parametrize(
    ("variable", "content", "message"),
    [
        ("validdata", None, "no variable 'validdata', the valid part"),
        (
            "traindata",
            np.eye(3, 88),
            r"must be a row of matrices.* float64 .*\(3, 88\)",
        ),
        ("traindata", cells(), "must be a row of matrices"),
        ("testdata", cells(piece([1]), np.zeros((4, 87))), r"piece 2 .*\(4, 87\)"),
        ("testdata", cells(np.zeros((0, 88))), r"piece 1 .*\(0, 88\)"),
        ("testdata", cells(2 * piece([1])), "holds 2: a key is on"),
        ("testdata", cells(piece([1]) * np.nan), "holds nan: a key is on"),
        ("testdata", cells(np.array(["do", "re"])), "no matrix of numbers"),
        ("testdata", cells(csc_array(piece([1]))), "no matrix of numbers"),
    ],
)
def test_what_is_no_collection_of_pieces_is_named(tmp_path, variable, content, message):
    path = write(tmp_path / "mine.mat", **{variable: content})
    with pytest.raises(BadFile, match=message) as caught:
        jsb.load(path)
    assert "mine.mat" in str(caught.value)


@pytest.mark.parametrize("kept", [0, 1, 60, 130, 200, -1])
def test_a_file_that_is_cut_off_is_recognised(tmp_path, kept):
    path = write(tmp_path / "mine.mat")
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BadFile, match=r"mine\.mat .*Copy the file again"):
        jsb.load(path)


def test_a_changed_bit_is_recognised(tmp_path):
    path = write(tmp_path / "mine.mat")
    content = bytearray(path.read_bytes())
    content[150] ^= 8
    path.write_bytes(content)
    with pytest.raises(BadFile, match="cut off, damaged or no MATLAB file"):
        jsb.load(path)


def test_other_kinds_of_files_are_recognised(tmp_path):
    path = tmp_path / "mine.mat"
    path.write_bytes(b"the cat ran\n" * 100)
    with pytest.raises(BadFile, match="no MATLAB file"):
        jsb.load(path)
    path.write_bytes(b"MATLAB 7.3 MAT-file".ljust(124) + b"\0\2IM" + bytes(600))
    with pytest.raises(
        BadFile, match=r"version 7\.3; save it with MATLAB's option -v7"
    ):
        jsb.load(path)
    with pytest.raises(BadFile, match="no such file"):
        jsb.load(tmp_path / "none.mat")


def test_the_catalogued_corpus_must_have_the_published_counts(cache):
    folder = cache / "polyphonic-music"
    folder.mkdir(parents=True)
    write(folder / "JSB_Chorales.mat")

    with pytest.raises(BadFile, match="has 2 train pieces where 229 were") as caught:
        jsb.load()
    assert str(caught.value).endswith("run `rnncourse data fetch polyphonic-music`.")


def test_without_the_corpus_and_without_a_network_the_way_to_get_it_is_told(
    cache, no_pauses
):
    with pytest.raises(CorpusNotFound, match="rnncourse data fetch polyphonic-music"):
        jsb.load()


@needs_jsb
def test_the_real_corpus_has_its_published_counts():
    corpus = jsb.load()
    parts = {part: getattr(corpus, part) for part in VARIABLES}

    assert {part: len(pieces) for part, pieces in parts.items()} == {
        "train": 229,
        "valid": 76,
        "test": 77,
    }
    frames = {part: sum(map(len, pieces)) for part, pieces in parts.items()}
    assert frames == {"train": 13_807, "valid": 4_602, "test": 4_725}
    every = np.concatenate([*corpus.train, *corpus.valid, *corpus.test])
    # four voices, sometimes on one key, rarely silent
    assert 3.8 < every.sum(axis=1).mean() < 4
    assert every.sum(axis=1).max() == 4
    assert np.flatnonzero(every.any(axis=0))[[0, -1]].tolist() == [22, 75]
    assert corpus.name == "jsb"
    assert corpus.description.startswith("JSB Chorales: 229 / 76 / 77 pieces")
