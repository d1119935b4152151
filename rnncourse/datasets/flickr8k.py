"""Reader of Flickr8k: photographs with five captions each."""

import re
from collections.abc import Iterator
from pathlib import Path

from rnncourse.datasets.errors import BadFile
from rnncourse.datasets.files import lines_of
from rnncourse.datasets.picture_corpora import CaptionCorpus, CaptionedPicture
from rnncourse.datasets.pictures import StoredPicture
from rnncourse.datasets.published import Place
from rnncourse.datasets.stored import StoredFile, named, one_of, stored_files

_CAPTIONS = "Flickr8k.token.txt"
_LISTS = {
    "train": "Flickr_8k.trainImages.txt",
    "valid": "Flickr_8k.devImages.txt",
    "test": "Flickr_8k.testImages.txt",
}
_PICTURES = r"([^/]+\.(?:jpe?g|png|gif|bmp|webp|tiff?))"
_LINE = re.compile(r"((.+)#\d+)\t\s*(\S.*)")


def load(path: str | Path | None = None) -> CaptionCorpus:
    r"""Read Flickr8k, or captioned pictures of your own laid out like it.

    Pictures stay in their file: `item.picture.pixels(size)` decodes one of them, and
    all of them at once would be 600 MB. The pictures of the catalogued corpus have 160
    pixels a side, into which photographs of other proportions were squeezed; so do not
    compare with papers without saying so.

    Captions are as people wrote them, with words and punctuation separated by spaces.

    Three lists of file names decide what is in which part, and in which order. What is
    in no list is left out, and `description` counts it: pictures in no part, captions
    without a picture, pictures without captions. A name in a list without picture or
    without captions is an error.

    Reference: Hodosh, Young & Hockenmaier (2013), Framing Image Description as a
    Ranking Task.

    Args:
        path: a folder or a zip with the file of captions, `Flickr8k.token.txt`, three
            lists, `Flickr_8k.trainImages.txt`, `…devImages.txt` and `…testImages.txt`
            (each may be `.gz`), and the pictures, in any folder. Zips in the folder are
            read as if they were unpacked. By default the catalogued corpus, which is
            downloaded if it is not on this machine.

    Returns:
        The corpus.

    Raises:
        CorpusNotFound: if no path is given and the corpus cannot be had.
        BadFile: if a file is missing or damaged, a line of captions is malformed or
            repeats a number, a list names a picture twice, or one that has no file or
            no captions, or the catalogued corpus has other counts than were published.
            The message names file and line. A damaged picture is found when it is
            decoded.

    Example:
        >>> import tempfile
        >>> from PIL import Image
        >>> with tempfile.TemporaryDirectory() as mine:
        ...     captions = ""
        ...     for number, (part, file) in enumerate(_LISTS.items()):
        ...         Image.new("RGB", (30, 20), "red").save(Path(mine, f"{part}.jpg"))
        ...         _ = Path(mine, file).write_text(f"{part}.jpg\n")
        ...         captions += f"{part}.jpg#0\tA red wall .\n{part}.jpg#1\tRed .\n"
        ...     _ = Path(mine, "Flickr8k.token.txt").write_text(captions)
        ...     corpus = load(mine)
        ...     corpus.train[0].captions, corpus.train[0].picture.pixels().shape
        (('A red wall .', 'Red .'), (20, 30, 3))
    """
    place = Place.of("flickr8k", path, what="pictures")
    files = stored_files(place.folder, advice=place.advice)
    pictures = {
        name: StoredPicture(name, file)
        for name, file in named(files, _PICTURES).items()
    }
    source = one_of(files, [_CAPTIONS], path=place.folder)
    captions = _captions(source, place.advice)
    lists = {
        part: one_of(files, [name], path=place.folder) for part, name in _LISTS.items()
    }
    seen: dict[str, str] = {}
    parts: dict[str, tuple[CaptionedPicture, ...]] = {}
    for part, file in lists.items():
        items = []
        for number, name in _lines(file, place.advice):
            where = f"{file}, line {number}"
            if problem := _problem(name, seen, pictures, captions, source):
                raise BadFile(f"{where}: {problem}. {place.advice}")
            seen[name] = where
            items.append(CaptionedPicture(pictures[name], tuple(captions[name])))
        parts[part] = tuple(items)
    place.check(
        {
            "images": len(pictures),
            "captions": sum(map(len, captions.values())),
            "train_images": len(parts["train"]),
            "dev_images": len(parts["valid"]),
            "test_images": len(parts["test"]),
        }
    )
    return CaptionCorpus(
        name=place.name,
        **parts,
        generated=False,
        description=place.describe(parts, "pictures")
        + _left_out(pictures.keys(), captions, seen.keys()),
    )


def _lines(file: StoredFile, advice: str) -> Iterator[tuple[int, str]]:
    """Give the lines that are not blank, with their numbers."""
    for number, line in enumerate(lines_of(file.read(), str(file), advice=advice), 1):
        if line.strip():
            yield number, line.strip()


def _captions(file: StoredFile, advice: str) -> dict[str, list[str]]:
    captions: dict[str, list[str]] = {}
    seen: dict[str, int] = {}
    for number, line in _lines(file, advice):
        match = _LINE.fullmatch(line)
        if not match:
            raise BadFile(
                f"{file}, line {number}: {line[:60]!r}, where a file name, '#' and a "
                f"number, a tab and a caption were expected. {advice}"
            )
        caption_id, name, caption = match.groups()
        if caption_id in seen:
            raise BadFile(
                f"{file}, line {number}: {caption_id} stands in line "
                f"{seen[caption_id]} already. {advice}"
            )
        seen[caption_id] = number
        captions.setdefault(name, []).append(caption)
    return captions


def _problem(name, seen, pictures, captions, source) -> str:
    """Say what is wrong with a name in a list, as the rest of a sentence."""
    if name in seen:
        return f"{name} stands in {seen[name]} already"
    if name not in pictures:
        return f"there is no picture {name}"
    return "" if name in captions else f"{name} has no captions in {source}"


def _left_out(pictures, captions, seen) -> str:
    found = {
        "pictures in no part": (pictures & captions.keys()) - seen,
        "pictures without captions": pictures - captions.keys(),
        "names with captions but without a picture": captions.keys() - pictures,
    }
    shown = [f"{what} ({len(names):,})" for what, names in found.items() if names]
    return f"; left out: {', '.join(shown)}" if shown else ""
