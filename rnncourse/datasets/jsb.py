"""Reader of the chorales by J. S. Bach on which models of music are compared."""

from pathlib import Path

import numpy as np

from rnncourse.datasets import store
from rnncourse.datasets.catalog import load_catalog
from rnncourse.datasets.corpora import MusicCorpus
from rnncourse.datasets.errors import BadFile

KEYS = 88
_NAME = "polyphonic-music"
_VARIABLES = {"train": "traindata", "valid": "validdata", "test": "testdata"}


def load(file: str | Path | None = None) -> MusicCorpus:
    r"""Read the JSB Chorales, or a MATLAB file of your own laid out like them.

    A piece is a matrix $x \in \{0, 1\}^{T \times 88}$: $x_{tk} = 1$ where key $k$ of a
    piano sounds in frame $t$. The lowest key, 0, is the A of MIDI number 21; a frame
    of the chorales lasts a quarter note. The catalogued corpus must have the
    published numbers of pieces (229 / 76 / 77).

    Reference: Boulanger-Lewandowski et al. (2012), Modeling Temporal Dependencies in
    High-Dimensional Sequences, section 6; the chorales as split by Allan & Williams
    (2005), Harmonising Chorales by Probabilistic Inference.

    Args:
        file: a MATLAB file (up to version 7.2) with the variables `traindata`,
            `validdata` and `testdata`, each a row of matrices of 88 columns. By
            default the catalogued corpus, which is downloaded if it is not on this
            machine.

    Returns:
        The corpus; every piece is an array of 0 and 1, `(frames, 88)` uint8.

    Raises:
        CorpusNotFound: if no file is given and the corpus cannot be had.
        BadFile: if the file is missing, cut off, damaged or of another kind, lacks a
            part, holds something else than pieces, or has another number of them
            than was published.

    Example:
        >>> import tempfile
        >>> from scipy.io import savemat
        >>> parts = {}
        >>> for variable in ("traindata", "validdata", "testdata"):
        ...     parts[variable] = np.empty((1, 1), object)  # MATLAB's kind of list
        ...     parts[variable][0, 0] = np.eye(3, 88)       # one piece of three frames
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     savemat(Path(folder, "mine.mat"), parts)
        ...     corpus = load(Path(folder, "mine.mat"))
        >>> corpus.train[0].shape, corpus.train[0][1, :4]
        ((3, 88), array([0, 1, 0, 0], dtype=uint8))
    """
    catalogued = file is None
    path = store.fetch(_NAME) / "JSB_Chorales.mat" if catalogued else Path(file)
    advice = "Copy the file again."
    if catalogued:
        advice = f"Delete it and run `rnncourse data fetch {_NAME}`."
    content = _read(path, advice)
    parts = {part: _pieces(path, content, part, advice) for part in _VARIABLES}
    if catalogued:
        _check_counts(parts, path, advice)
    counts = " / ".join(f"{len(pieces):,}" for pieces in parts.values())
    title = "JSB Chorales" if catalogued else f"music from {path.name!r}"
    return MusicCorpus(
        name="jsb" if catalogued else path.stem,
        **parts,
        generated=False,
        description=f"{title}: {counts} pieces (train / valid / test)",
    )


def _read(path: Path, advice: str) -> dict:
    from scipy.io import loadmat  # slow to import: only if used

    if not path.is_file():
        raise BadFile(f"Cannot read {path}: there is no such file. {advice}")
    try:
        return loadmat(str(path), variable_names=list(_VARIABLES.values()))
    except NotImplementedError as error:
        raise BadFile(
            f"{path} is a MATLAB file of version 7.3; save it with MATLAB's option -v7."
        ) from error
    except Exception as error:  # a damaged file breaks SciPy in a dozen places
        raise BadFile(
            f"{path} is cut off, damaged or no MATLAB file ({error}). {advice}"
        ) from error


def _pieces(path: Path, content: dict, part: str, advice: str) -> tuple:
    variable = _VARIABLES[part]
    if variable not in content:
        raise BadFile(
            f"{path} has no variable {variable!r}, the {part} part. It must have "
            f"{', '.join(_VARIABLES.values())}. {advice}"
        )
    cells = content[variable]
    if cells.dtype != object or 1 not in cells.shape or 0 in cells.shape:
        raise BadFile(
            f"{path}: {variable!r} must be a row of matrices, one a piece (a cell "
            f"array in MATLAB); it is {cells.dtype} of shape {cells.shape}."
        )
    pieces = cells.ravel()
    for number, piece in enumerate(pieces, 1):
        if problem := _problem(piece):
            raise BadFile(f"{path}: piece {number} of {variable!r} {problem}. {advice}")
    return tuple(piece.astype(np.uint8) for piece in pieces)


def _problem(piece: np.ndarray) -> str:
    """Say what is wrong with a piece, as the rest of a sentence about it."""
    if not isinstance(piece, np.ndarray) or piece.dtype.kind not in "buif":
        return "is no matrix of numbers"
    if piece.ndim != 2 or piece.shape[1] != KEYS or not len(piece):
        return f"has the shape {piece.shape}, expected (frames, {KEYS})"
    if not np.isin(piece, (0, 1)).all():
        strange = piece[~np.isin(piece, (0, 1))][0]
        return f"holds {strange}: a key is on (1) or off (0)"
    return ""


def _check_counts(parts: dict, path: Path, advice: str) -> None:
    published = load_catalog()[_NAME].counts
    for part, pieces in parts.items():
        if len(pieces) != published[f"{part}_sequences"]:
            raise BadFile(
                f"{path} has {len(pieces):,} {part} pieces where "
                f"{published[f'{part}_sequences']:,} were published: it is another "
                f"corpus or a part of it. {advice}"
            )
