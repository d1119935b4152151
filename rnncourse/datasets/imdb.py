"""Reader of the film reviews of IMDB, whole documents with two labels."""

from pathlib import Path

from rnncourse.datasets.labelled import LabelledCorpus, LabelledText
from rnncourse.datasets.labelled_files import read_text_folders
from rnncourse.datasets.published import Place

_ARCHIVES = ("aclImdb_v1.labelled.tar.gz", "aclImdb_v1.tar.gz")
_LABELS = {"neg": "negative", "pos": "positive"}  # and what the catalogue calls them


def load(folder: str | Path | None = None) -> LabelledCorpus:
    r"""Read the IMDB reviews, or folders of your own laid out like them.

    The test part is the official one, whole. `valid` is the last tenth of the reviews
    of each label in the official training part, in the order of their numbers
    (10 comes after 9), and `train` the rest: a block rather than a random choice,
    because reviews of one film have neighbouring numbers. (Of neighbours, more than
    one in five share two rare names; of reviews fifty apart, less than one in a
    hundred.) All the same 13 texts of `valid` are in `train` too.

    The mark `<br />`, which is layout and not language, becomes the end of a line, so
    two of them become an empty line. Nothing else in the text is changed. Reviews
    without any text are an error.

    Some texts occur in the training and in the test part. They stay, as every
    published result has them; `description` says how many there are.

    Reference: Maas et al. (2011), Learning Word Vectors for Sentiment Analysis,
    section 4.2.

    Args:
        folder: a folder with `aclImdb_v1.tar.gz` (read as it is, not unpacked), or
            with the folders `train` and `test`, in each of which are `neg` and `pos`
            with files such as `12_7.txt`. By default the catalogued corpus, which is
            downloaded if it is not on this machine.

    Returns:
        The corpus; labels `neg` and `pos`, as the folders are called.

    Raises:
        CorpusNotFound: if no folder is given and the corpus cannot be had.
        BadFile: if a folder or file is missing, damaged, empty or not UTF-8, or the
            catalogued corpus has another number of reviews than was published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for number in range(40):
        ...         part = ("train", "test")[number % 2]
        ...         label = ("neg", "pos")[number // 2 % 2]
        ...         file = Path(mine, part, label, f"{number}_5.txt")
        ...         file.parent.mkdir(parents=True, exist_ok=True)
        ...         _ = file.write_text(f"Film {number}.<br />The end.")
        ...     corpus = load(mine)
        >>> corpus
        LabelledCorpus(..., train: 18, valid: 2, test: 20 texts)
        >>> corpus.valid[0].text
        'Film 36.\nThe end.'
    """
    place = Place.of("imdb", folder)
    packed = [place.folder / name for name in _ARCHIVES]
    source = next((path for path in packed if path.is_file()), place.folder)
    found = read_text_folders(source, labels=tuple(_LABELS), advice=place.advice)
    parts = {"train": (), "valid": (), "test": ()}
    for label, name in _LABELS.items():
        official, test = ([t for t in found[p] if t.label == label] for p in found)
        place.check(
            {f"train_{name}": len(official), f"test_{name}": len(test)},
        )
        cut = len(official) * 9 // 10
        parts["train"] += tuple(map(_plain, official[:cut]))
        parts["valid"] += tuple(map(_plain, official[cut:]))
        parts["test"] += tuple(map(_plain, test))
    seen = {text.text for text in (*parts["train"], *parts["valid"])}
    both = len(seen & {text.text for text in parts["test"]})
    return LabelledCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=(
            f"{place.describe(parts, 'reviews')}; {both:,} texts occur both in train "
            "or valid and in test"
        ),
    )


def _plain(text: LabelledText) -> LabelledText:
    return LabelledText(text.text.replace("<br />", "\n"), text.label)
