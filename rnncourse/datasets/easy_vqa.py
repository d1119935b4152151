"""Reader of easy-VQA: questions about drawn shapes, with one word as the answer."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import lines_of
from rnncourse.datasets.picture_corpora import PictureQuestion, QuestionCorpus
from rnncourse.datasets.pictures import StoredPicture
from rnncourse.datasets.published import Place
from rnncourse.datasets.stored import StoredFile, named, stored_files

_PICTURES = r"((?:train|test)/images/[^/]+)\.(?:png|jpe?g)"
_QUESTIONS = r"(train|test)/questions\.json"
_ANSWERS = r"(answers)\.txt"


def load(path: str | Path | None = None, *, seed: int = 0) -> QuestionCorpus:
    r"""Read easy-VQA, or questions about pictures of your own laid out like it.

    The test part is the official one. There is no other, so a tenth of the *pictures*
    of the training part is drawn, and `valid` has all questions about them: if
    questions were drawn, a model could learn a picture by heart and be asked about it
    again.

    Pictures stay in their file: `item.picture.pixels(size)` decodes one of them.
    Questions about one picture share it. Pictures without a question are left out, and
    `description` counts them. An answer of the test part that is not in `answers`,
    those of the training part, stays: a model cannot give it and is wrong.

    Reference: Zhou (2019), easy-VQA.

    Args:
        path: a folder or a zip with `train/questions.json` and `test/questions.json`,
            each a list of `[question, answer, picture]`, and the pictures
            `train/images/<picture>.png` and `test/images/<picture>.png` (or `.jpg`).
            If `answers.txt` is there, an answer a line, there must be no other. Folders
            above them do not matter, and zips in the folder are read as if they were
            unpacked. By default the catalogued corpus, which is downloaded if it is not
            on this machine.
        seed: decides which pictures of the training part are set aside.

    Returns:
        The corpus.

    Raises:
        CorpusNotFound: if no path is given and the corpus cannot be had.
        BadFile: if a file is missing or damaged, a question is malformed or empty, has
            an unknown answer or no picture, or the catalogued corpus has other counts
            than were published. The message names the file and the question, counted
            from 1. A damaged picture is found when it is decoded.

    Example:
        >>> import tempfile
        >>> from PIL import Image
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     for part, number in (("train", 10), ("test", 1)):
        ...         Path(mine, part, "images").mkdir(parents=True)
        ...         asked = [["is it red?", "yes", n] for n in range(number)]
        ...         _ = Path(mine, part, "questions.json").write_text(json.dumps(asked))
        ...         for n in range(number):
        ...             file = Path(mine, part, "images", f"{n}.png")
        ...             Image.new("RGB", (64, 64), "red").save(file)
        ...     corpus = load(mine)
        ...     corpus.test[0].picture.pixels().shape
        (64, 64, 3)
        >>> corpus, corpus.answers
        (QuestionCorpus(..., train: 9, valid: 1, test: 1 questions), ('yes',))
    """
    place = Place.of("easy-vqa", path, what="pictures")
    files = stored_files(place.folder, advice=place.advice)
    pictures = {
        key.replace("/images/", "/"): StoredPicture(key.replace("/images/", "/"), file)
        for key, file in named(files, _PICTURES).items()
    }
    sources = named(files, _QUESTIONS)
    answers = _answers(named(files, _ANSWERS).get("answers"), place.advice)
    parts: dict[str, tuple[PictureQuestion, ...]] = {}
    for part in ("train", "test"):
        if part not in sources:
            raise BadFile(
                f"A file is missing: {place.folder} has no {part}/questions.json. Put "
                "it there."
            )
        parts[part] = tuple(
            _questions(sources[part], part, pictures, answers, place.advice)
        )
    drawn = {part: {q.picture for q in asked} for part, asked in parts.items()}
    place.check(
        {
            "train_images": len(drawn["train"]),
            "test_images": len(drawn["test"]),
            "train_questions": len(parts["train"]),
            "test_questions": len(parts["test"]),
            "answers": len({q.answer for asked in parts.values() for q in asked}),
        }
    )
    aside = _drawn(drawn["train"], seed, sources["train"])
    parts = {
        "train": tuple(q for q in parts["train"] if q.picture not in aside),
        "valid": tuple(q for q in parts["train"] if q.picture in aside),
        "test": parts["test"],
    }
    unasked = len(pictures) - sum(map(len, drawn.values()))
    return QuestionCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=place.describe(parts, "questions")
        + (f"; left out: {unasked:,} pictures without a question" if unasked else ""),
    )


def _answers(file: StoredFile | None, advice: str) -> set[str] | None:
    """Read the list of answers, if there is one."""
    if file is None:
        return None
    lines = lines_of(file.read(), str(file), advice=advice)
    return {line.strip() for line in lines if line.strip()}


def _questions(
    file: StoredFile, part: str, pictures: dict, answers: set | None, advice: str
) -> Iterator[PictureQuestion]:
    text = "\n".join(lines_of(file.read(), str(file), advice=advice))
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadFile(f"{file}, line {error.lineno}: {error.msg}. {advice}") from error
    if not isinstance(rows, list) or not rows:
        raise BadFile(f"{file} must be a list of one or more questions. {advice}")
    for number, row in enumerate(rows, 1):
        where = f"{file}, question {number}: "
        if not _well_formed(row):
            raise BadFile(
                f"{where}{str(row)[:60]}, where [question, answer, picture] were "
                f"expected, none of them empty. {advice}"
            )
        question, answer, picture = row
        name = f"{part}/{picture}"
        if name not in pictures:
            raise BadFile(f"{where}there is no picture {name}. {advice}")
        if answers is not None and answer not in answers:
            raise BadFile(
                f"{where}the answer {answer!r} is not in answers.txt. {advice}"
            )
        yield PictureQuestion(pictures[name], question, answer)


def _well_formed(row) -> bool:
    if not isinstance(row, list) or len(row) != 3:
        return False
    question, answer, picture = row
    named_or_numbered = isinstance(picture, str | int) and not isinstance(picture, bool)
    texts = all(isinstance(text, str) and text.strip() for text in (question, answer))
    return named_or_numbered and texts


def _drawn(pictures: set, seed: int, source: StoredFile) -> set:
    """Draw a tenth of the pictures, and at least one."""
    if len(pictures) < 2:
        raise BadFile(
            f"{source} asks about one picture; two or more are needed, for one is set "
            "aside as the valid part."
        )
    names = sorted(pictures, key=lambda picture: picture.name)
    return set(random.Random(seed).sample(names, max(1, len(names) // 10)))
