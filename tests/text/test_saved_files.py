import os
import subprocess
import sys

import pytest

from rnncourse.text import Vocabulary
from rnncourse.text._files import load_document, save_document


def test_an_interrupted_save_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "v.json"
    old, new = (Vocabulary.from_tokens(tokens) for tokens in (["a"], ["b"]))
    old.save(path)

    def stop(*_):
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(OSError, match="no space left"):
        new.save(path)
    assert Vocabulary.load(path) == old
    assert list(tmp_path.iterdir()) == [path]


def test_what_utf8_cannot_hold_is_not_written(tmp_path):
    with pytest.raises(ValueError, match="surrogates"):
        Vocabulary.from_tokens(["\ud800"]).save(tmp_path / "v.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "cannot be read"),
        (b"{", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"the cat\n", "cannot be read"),
        (b"[1]", "is no such file at all"),
        (b"{}", "is no such file at all"),
        (b'{"format": "list 2"}', "is a 'list 2' file"),
        (b'{"format": "list 1", "a": 1, "a": 2}', "'a' stands in it twice"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_by_name(tmp_path, content, message):
    path = tmp_path / "list.json"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=f"list.json.*{message}"):
        load_document(path, "list 1")


def test_a_missing_file_and_a_missing_folder_are_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"none\.json"):
        Vocabulary.load(tmp_path / "none.json")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        save_document(tmp_path / "nowhere" / "v.json", "list 1", {})


def test_a_vocabulary_does_not_wait_for_tensorflow():
    program = (
        "import sys; from rnncourse.text import *; "
        "v = Vocabulary.from_tokens(['a']); encode_stream(['a'], v); "
        "CharacterTokenizer.train(['a']).encode('a'); "
        "sys.exit('tensorflow' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_bytes_come_back_as_bytes(tmp_path):
    document = {"model": b"\x00\xff", "tokens": {"base64": 1}}
    save_document(tmp_path / "m.json", "list 1", document)
    assert load_document(tmp_path / "m.json", "list 1") == document
    with pytest.raises(TypeError, match="type set cannot be saved"):
        save_document(tmp_path / "m.json", "list 1", {"a": {1}})
