"""Where corpora are looked for, and what is checked about them."""

import gzip

import pytest

from rnncourse.datasets import (
    BadFile,
    CorpusNotFound,
    DatasetError,
    UnknownCorpus,
    fetch,
    find,
    open_text,
    verify,
    where,
)

PLAIN = b"the cat ran\nthe dog slept\n"
PACKED = gzip.compress(PLAIN, mtime=0)
FILE = [("tiny.txt.gz", PACKED), ("tiny.txt", PLAIN)]


def put(folder, name="tiny.txt.gz", content=PACKED):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


@pytest.fixture
def data(tmp_path, monkeypatch, cache):
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("RNNCOURSE_DATA", str(folder))
    return folder


def test_the_data_folder_comes_before_the_cache(make_catalog, data, cache):
    catalog = make_catalog(FILE)
    assert find("tiny", catalog=catalog) is None
    assert where("tiny", catalog=catalog) == cache / "tiny"

    put(cache / "tiny")
    assert find("tiny", catalog=catalog) == cache / "tiny"

    put(data / "tiny")
    assert find("tiny", catalog=catalog) == data / "tiny"
    assert where("tiny", catalog=catalog) == data / "tiny"


def test_a_folder_that_lacks_a_file_does_not_count(make_catalog, cache):
    catalog = make_catalog(FILE, [("more.txt", b"more")])
    put(cache / "tiny")

    assert find("tiny", catalog=catalog) is None


def test_any_form_of_a_file_counts(make_catalog, cache):
    catalog = make_catalog(FILE)
    put(cache / "tiny", "tiny.txt", PLAIN)

    assert find("tiny", catalog=catalog) == cache / "tiny"


def test_the_word_generated_hides_everything(make_catalog, cache, monkeypatch):
    catalog = make_catalog(FILE)
    put(cache / "tiny")
    monkeypatch.setenv("RNNCOURSE_DATA", "generated")

    assert find("tiny", catalog=catalog) is None
    with pytest.raises(CorpusNotFound, match="RNNCOURSE_DATA=generated"):
        fetch("tiny", catalog=catalog)


def test_a_data_folder_that_does_not_exist_is_an_error(
    make_catalog, cache, monkeypatch
):
    monkeypatch.setenv("RNNCOURSE_DATA", "/no/such/folder")

    with pytest.raises(DatasetError, match="'/no/such/folder', which is not a folder"):
        find("tiny", catalog=make_catalog(FILE))


@pytest.mark.parametrize("setting", ["RNNCOURSE_DATA", "RNNCOURSE_CACHE"])
def test_a_folder_below_the_home_folder_may_be_written_with_a_tilde(
    make_catalog, tmp_path, cache, monkeypatch, setting
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(setting, "~/corpora")
    put(tmp_path / "corpora" / "tiny")

    assert find("tiny", catalog=make_catalog(FILE)) == tmp_path / "corpora" / "tiny"


def test_an_unknown_corpus_is_met_with_close_names(make_catalog, cache):
    catalog = make_catalog(FILE)

    for function in (find, fetch, where, verify):
        with pytest.raises(UnknownCorpus, match="Did you mean 'tiny'"):
            function("tinny", catalog=catalog)


def test_what_is_here_is_never_fetched(make_catalog, cache):
    catalog = make_catalog([("tiny.txt.gz", PACKED, ["http://127.0.0.1:9/no"])])
    put(cache / "tiny", content=b"anything")

    assert fetch("tiny", catalog=catalog) == cache / "tiny"


@pytest.mark.parametrize(
    ("name", "content"), [("tiny.txt", PLAIN), ("tiny.txt.gz", PACKED)]
)
def test_text_is_opened_in_whichever_form_it_is(make_catalog, cache, name, content):
    catalog = make_catalog(FILE)
    put(cache / "tiny", name, content)

    for asked in ("tiny.txt", "tiny.txt.gz"):
        with open_text("tiny", asked, catalog=catalog) as lines:
            assert lines.read() == PLAIN.decode()


def test_text_that_is_not_here_is_not_fetched(make_catalog, cache):
    catalog = make_catalog([("tiny.txt", PLAIN, ["http://127.0.0.1:9/no"])])

    with pytest.raises(CorpusNotFound, match="rnncourse data fetch tiny"):
        open_text("tiny", "tiny.txt", catalog=catalog)


def test_a_file_that_the_corpus_does_not_have_is_named(make_catalog, cache):
    catalog = make_catalog(FILE)
    put(cache / "tiny")

    with pytest.raises(DatasetError, match=r"no file 'big\.txt'.*tiny\.txt\.gz"):
        open_text("tiny", "big.txt", catalog=catalog)


def test_right_files_verify_in_either_form(make_catalog, cache):
    catalog = make_catalog(FILE)

    for name, content in [("tiny.txt.gz", PACKED), ("tiny.txt", PLAIN)]:
        put(cache / "tiny", name, content)
        (check,) = verify("tiny", catalog=catalog)
        assert check.problem == ""
        assert check.path == cache / "tiny" / name
        (cache / "tiny" / name).unlink()


def test_verify_says_what_is_wrong_with_each_file(make_catalog, cache):
    files = [(name, b"right") for name in ("a.txt", "b.txt", "c.txt")]
    catalog = make_catalog(*[[file] for file in files], [("d.txt", b"right")])
    put(cache / "tiny", "a.txt", b"right")
    put(cache / "tiny", "b.txt", b"wrong")
    put(cache / "tiny", "c.txt", b"righ")

    problems = [check.problem for check in verify("tiny", catalog=catalog)]

    assert problems[0] == ""
    assert problems[1].startswith("has the sha256")
    assert problems[2] == "has 4 bytes, expected 5"
    assert problems[3] == "is missing"


def test_there_is_nothing_to_verify_where_nothing_is(make_catalog, cache):
    with pytest.raises(CorpusNotFound):
        verify("tiny", catalog=make_catalog(FILE))


def test_errors_of_the_room_are_value_errors():
    for error in (BadFile, CorpusNotFound, UnknownCorpus):
        assert issubclass(error, DatasetError)
        assert issubclass(error, ValueError)
