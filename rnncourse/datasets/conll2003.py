"""Reader of the English names of CoNLL-2003."""

from pathlib import Path

from rnncourse.datasets.columns import read_columns
from rnncourse.datasets.labelled import TaggedCorpus
from rnncourse.datasets.published import Place
from rnncourse.datasets.schemes import chunks

SCHEME = "IOB1"
_FILES = {"train": "train", "valid": "testa", "test": "testb"}


def load(folder: str | Path | None = None) -> TaggedCorpus:
    r"""Read the named entities of CoNLL-2003, or three files laid out like them.

    The split is the official one. Tags are as in the files: persons, organisations,
    locations and others (PER, ORG, LOC, MISC) in the scheme IOB1, where a name begins
    with `I-` unless it touches another one of its kind. (Two sentences of the training
    part have a `B-` too many, which is kept; `convert_scheme` does not mind, and writes
    IOB2 or IOBES.) The lines `-DOCSTART-` between documents are left out.

    Reference: Tjong Kim Sang & De Meulder (2003), Introduction to the CoNLL-2003
    Shared Task: Language-Independent Named Entity Recognition.

    Args:
        folder: a folder with `eng.train`, `eng.testa` and `eng.testb` (each may be
            `.gz`). By default the catalogued corpus; it cannot be downloaded without
            an agreement, and the error message says how to get it.

    Returns:
        The corpus; `valid` is `eng.testa`, `test` is `eng.testb`.

    Raises:
        CorpusNotFound: if no folder is given and the corpus is not on this machine.
        BadFile: if a file is missing, cut off, not in the format or in another scheme,
            or the catalogued corpus has other counts than were published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for part in ("train", "testa", "testb"):
        ...         text = "Ada NNP I-NP I-PER\nsings VBZ I-VP O\n"
        ...         _ = Path(mine, f"eng.{part}").write_text(text)
        ...     corpus = load(mine)
        >>> corpus.tags, corpus.scheme
        (('I-PER', 'O'), 'IOB1')
    """
    place = Place.of("conll2003", folder)
    parts = {
        part: read_columns(
            place.file(f"eng.{name}"), scheme=SCHEME, advice=place.advice
        )
        for part, name in _FILES.items()
    }
    for part, name in _FILES.items():
        place.check(
            {
                f"{name}_sentences": len(parts[part]),
                f"{name}_tokens": sum(len(s.words) for s in parts[part]),
                f"{name}_entities": sum(
                    len(chunks(s.tags, SCHEME)) for s in parts[part]
                ),
            }
        )
    return TaggedCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=place.describe(parts, "sentences"),
        scheme=SCHEME,
    )
