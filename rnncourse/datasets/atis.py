"""Reader of the questions to an air travel system: slots and intents."""

from pathlib import Path

from rnncourse.datasets.errors import BadFile, BadTags
from rnncourse.datasets.files import read_lines
from rnncourse.datasets.labelled import (
    LabelledCorpus,
    LabelledText,
    TaggedCorpus,
    TaggedSentence,
)
from rnncourse.datasets.published import Place
from rnncourse.datasets.schemes import chunks

SCHEME = "IOB2"
_FILES = {"train": "atis-2.train", "valid": "atis-2.dev", "test": "atis.test"}
_COUNTS = {
    "train": "atis2_train_utterances",
    "valid": "atis2_dev_utterances",
    "test": "test_utterances",
}


def load(folder: str | Path | None = None) -> TaggedCorpus:
    r"""Read the slots of ATIS: which words say from where, to where, when.

    A line of the files holds `BOS`, words, `EOS`, a tab, a tag for each of them, and
    as tag of `EOS` the intent. `BOS` and `EOS` are stripped here. The split is that of
    the files: `atis-2.train` and `atis-2.dev` are parts of the official training
    part, `atis.test` is the official test part.

    Reference: Hemphill et al. (1990), The ATIS Spoken Language Systems Pilot Corpus;
    the form is that of Hakkani-Tür et al. (2016), section 4.

    Args:
        folder: a folder with `atis-2.train.w-intent.iob`, `atis-2.dev.w-intent.iob`
            and `atis.test.w-intent.iob` (each may be `.gz`). By default the
            catalogued corpus, which is downloaded if it is not on this machine.

    Returns:
        The corpus; its tags are in the scheme IOB2.

    Raises:
        CorpusNotFound: if no folder is given and the corpus cannot be had.
        BadFile: if a file is missing, cut off or not in the format, or the catalogued
            corpus has another number of utterances than was published.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for part in ("atis-2.train", "atis-2.dev", "atis.test"):
        ...         text = "BOS to oakdale EOS\tO O B-toloc.city_name atis_flight"
        ...         _ = Path(mine, f"{part}.w-intent.iob").write_text(text)
        ...     slots, intents = load(mine), load_intents(mine)
        >>> slots.train
        (TaggedSentence(words=('to', 'oakdale'), tags=('O', 'B-toloc.city_name')),)
        >>> intents.train
        (LabelledText(text='to oakdale', label='atis_flight'),)
    """
    place, parts = _parts(folder)
    parts = {part: tuple(slots for slots, _ in pairs) for part, pairs in parts.items()}
    return TaggedCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=place.describe(parts, "utterances"),
        scheme=SCHEME,
    )


def load_intents(folder: str | Path | None = None) -> LabelledCorpus:
    """Read the intents of ATIS: what an utterance asks for.

    A few utterances ask for two things, and their label joins both with `#`. The
    test part has intents that the training part lacks.

    Args:
        folder: as for `load`.

    Returns:
        The corpus; the same utterances in the same order as those of `load`.

    Raises:
        CorpusNotFound: as for `load`.
        BadFile: as for `load`.

    Example:
        >>> load_intents("no/such/folder")
        Traceback (most recent call last):
        ...
        rnncourse.datasets.errors.BadFile: A file is missing: ...
    """
    place, parts = _parts(folder)
    parts = {
        part: tuple(
            LabelledText(" ".join(slots.words), intent) for slots, intent in pairs
        )
        for part, pairs in parts.items()
    }
    return LabelledCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=place.describe(parts, "utterances"),
    )


def _parts(folder) -> tuple[Place, dict]:
    place = Place.of("atis", folder)
    parts = {}
    for part, name in _FILES.items():
        path = place.file(f"{name}.w-intent.iob")
        lines = read_lines(path, advice=place.advice)
        parts[part] = tuple(
            _utterance(line, f"{path}, line {number}", place.advice)
            for number, line in enumerate(lines, 1)
            if line.strip()
        )
        place.check({_COUNTS[part]: len(parts[part])})
    return place, parts


def _utterance(line: str, where: str, advice: str) -> tuple[TaggedSentence, str]:
    said, _, answer = line.partition("\t")
    words, tags = said.split(), answer.split()
    if words[:1] != ["BOS"] or words[-1:] != ["EOS"] or len(words) < 3:
        raise BadFile(
            f"{where}: no BOS, words, EOS, tab and tags: {line[:60]!r}. {advice}"
        )
    if len(words) != len(tags):
        raise BadFile(
            f"{where}: {len(words)} words (with BOS and EOS) came with {len(tags)} "
            f"tags, where each needs one: {line[:60]!r}. {advice}"
        )
    try:
        chunks(tags[1:-1], SCHEME)
    except BadTags as error:
        raise BadFile(f"{where}: {error} {advice}") from error
    return TaggedSentence(tuple(words[1:-1]), tuple(tags[1:-1])), tags[-1]
