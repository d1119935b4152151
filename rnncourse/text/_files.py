"""How this room keeps its values on disk: JSON, marked with what it is.

Every saved file is one JSON object whose key `format` names its kind. A file is
written under another name first and renamed, so that an interrupted save leaves the
old file, or none, and never half of one.
"""

import base64
import json
import os
from pathlib import Path


def save_document(path, format_name, document):
    """Write `document` as JSON under `path`, all of it or nothing.

    Args:
        path: The file to write, a `str` or `Path`. Its folder must exist.
        format_name: What the file is, such as `"rnncourse vocabulary 1"`.
        document: A `dict` that JSON can hold, or that holds `bytes`; its order is kept.

    Raises:
        FileNotFoundError: If the folder of `path` does not exist.

    Example:

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "shopping.json"
        ...     save_document(path, "shopping list 1", {"apples": 3})
        ...     load_document(path, "shopping list 1")
        {'apples': 3}
    """
    path = Path(path)
    text = json.dumps(
        {"format": format_name, **document},
        ensure_ascii=False,
        indent=1,
        default=_bytes_as_text,
    )
    content = text.encode("utf-8")
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(content)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def load_document(path, format_name):
    """Read what `save_document` wrote, without its `format` entry.

    Args:
        path: The file to read.
        format_name: The kind of file that is expected.

    Returns:
        The `dict` that was saved.

    Raises:
        FileNotFoundError: If there is no such file.
        ValueError: If the file is not JSON, holds a key twice, or is of another kind.
    """
    path = Path(path)
    try:
        document = json.loads(
            path.read_bytes().decode("utf-8"), object_pairs_hook=_object
        )
    except ValueError as error:  # JSON and UTF-8 errors are both ValueErrors
        raise ValueError(
            f"{path} cannot be read as a {format_name!r} file: {error}. "
            "Save it again, or give the path of a file that `save` has written."
        ) from error
    found = document.pop("format", None) if isinstance(document, dict) else None
    if found != format_name:
        kind = "no such file at all" if found is None else f"a {found!r} file"
        raise ValueError(
            f"{path} should be a {format_name!r} file and is {kind}. Load it with "
            "the class that saved it."
        )
    return document


def load_as(cls, path, format_name, *, kind, advice):
    """Return the object that a saved file describes.

    Args:
        cls: Its class, which has `from_document`.
        path: The file to read.
        format_name: The kind of file that is expected.
        kind: What such a file is called in an error.
        advice: What to do about a damaged one.

    Raises:
        ValueError: If the file is of another kind or damaged; the message names it.
    """
    document = load_document(path, format_name)
    try:
        return cls.from_document(document)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{path} is a damaged {kind}: {error!r}. {advice}") from error


def _bytes_as_text(value):
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"{value!r} of type {type(value).__name__} cannot be saved.")


def _object(pairs):
    # Plain `json` keeps the last of two equal keys without a word.
    document = {}
    for key, value in pairs:
        if key in document:
            raise ValueError(f"the entry {key!r} stands in it twice")
        document[key] = value
    if list(document) == ["base64"] and isinstance(document["base64"], str):
        return base64.b64decode(document["base64"], validate=True)
    return document
