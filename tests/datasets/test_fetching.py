"""Fetching whole corpora: mirrors, archives, locks, and what is said at the end."""

import gzip
import io
import subprocess
import sys
import tarfile
import zipfile

import pytest

from rnncourse.datasets import CacheNotWritable, CorpusNotFound, fetch, find

PLAIN = b"the cat ran\nthe dog slept\n" * 1000
PACKED = gzip.compress(PLAIN, mtime=0)
OTHER = b"it ran\n" * 500


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def get(catalog):
    return fetch("tiny", catalog=catalog, progress=False)


def archive_of(kind, **members):
    stream = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in members.items():
                archive.writestr(f"set/{name}.txt", content)
    else:
        with tarfile.open(fileobj=stream, mode="w:gz") as archive:
            for name, content in members.items():
                info = tarfile.TarInfo(f"./set/{name}.txt")
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def test_a_corpus_is_fetched_once_and_found_from_then_on(site, make_catalog, cache):
    url = site.serve("/tiny.txt.gz", PACKED)
    catalog = make_catalog([("tiny.txt.gz", PACKED, [url])])

    assert get(catalog) == cache / "tiny"
    assert get(catalog) == find("tiny", catalog=catalog) == cache / "tiny"
    assert names(cache / "tiny") == ["tiny.txt.gz"]
    assert len(site.log) == 1


def test_only_missing_files_are_fetched(site, make_catalog, cache):
    catalog = make_catalog(
        [("a.txt", PLAIN, [site.serve("/a", PLAIN)])],
        [("b.txt", OTHER, [site.serve("/b", OTHER)])],
    )
    (cache / "tiny").mkdir(parents=True)
    (cache / "tiny" / "a.txt").write_bytes(PLAIN)

    get(catalog)

    assert site.asked() == ["/b"]


def test_mirrors_are_tried_in_order(site, make_catalog, cache):
    urls = [
        site.address + "/missing",
        site.serve("/wrong", PLAIN[::-1]),
        site.serve("/right", PLAIN),
        site.serve("/unused", PLAIN),
    ]

    get(make_catalog([("tiny.txt", PLAIN, urls)]))

    assert (cache / "tiny" / "tiny.txt").read_bytes() == PLAIN
    assert site.asked() == ["/missing", "/wrong", "/right"]


def test_a_mirror_of_another_form_keeps_that_form(site, make_catalog, cache):
    url = site.serve("/tiny.txt", PLAIN)
    catalog = make_catalog([("tiny.txt.gz", PACKED), ("tiny.txt", PLAIN, [url])])

    get(catalog)

    assert names(cache / "tiny") == ["tiny.txt"]
    assert find("tiny", catalog=catalog) == cache / "tiny"


@pytest.mark.parametrize("kind", ["zip", "tgz"])
def test_members_of_one_archive_cost_one_download(site, make_catalog, cache, kind):
    url = site.serve(f"/set.{kind}", archive_of(kind, a=PLAIN, b=OTHER, c=b"unused"))
    catalog = make_catalog(
        [("a.txt.gz", PACKED), ("a.txt", PLAIN, [f"{url}#set/a.txt"])],
        [("b.txt", OTHER, [f"{url}#set/b.txt"])],
    )

    get(catalog)

    assert (cache / "tiny" / "a.txt").read_bytes() == PLAIN
    assert (cache / "tiny" / "b.txt").read_bytes() == OTHER
    assert names(cache / "tiny") == ["a.txt", "b.txt"]
    assert len(site.log) == 1


def test_a_wrong_member_is_not_kept_and_the_archive_not_asked_again(
    site, make_catalog, cache
):
    url = site.serve("/set.zip", archive_of("zip", a=PLAIN[::-1], b=OTHER[::-1]))
    catalog = make_catalog(
        [("a.txt", PLAIN, [f"{url}#set/a.txt", site.serve("/a", PLAIN)])],
        [("b.txt", OTHER, [f"{url}#set/b.txt", site.serve("/b", OTHER)])],
    )

    get(catalog)

    assert (cache / "tiny" / "a.txt").read_bytes() == PLAIN
    assert names(cache / "tiny") == ["a.txt", "b.txt"]
    assert site.asked() == ["/set.zip", "/a", "/b"]


def test_an_archive_that_is_gone_is_asked_for_once(site, make_catalog, cache):
    url = site.address + "/gone.zip"
    catalog = make_catalog(
        [("a.txt", PLAIN, [f"{url}#set/a.txt", site.serve("/a", PLAIN)])],
        [("b.txt", OTHER, [f"{url}#set/b.txt", site.serve("/b", OTHER)])],
    )

    get(catalog)

    assert site.asked() == ["/gone.zip", "/a", "/b"]


def test_a_page_in_the_place_of_an_archive_is_passed_over(site, make_catalog, cache):
    url = site.serve("/set.tgz", b"<html>this page has moved</html>")
    catalog = make_catalog(
        [("a.txt", PLAIN, [f"{url}#set/a.txt", site.serve("/a", PLAIN)])]
    )

    get(catalog)

    assert names(cache / "tiny") == ["a.txt"]


@pytest.mark.parametrize("wrong", [archive_of("zip", a=OTHER), b"<html>moved</html>"])
def test_an_archive_without_the_right_member_leaves_nothing(
    site, make_catalog, cache, wrong
):
    url = site.serve("/set.zip", wrong)

    with pytest.raises(CorpusNotFound, match=r"set\.zip"):
        get(make_catalog([("a.txt", PLAIN, [f"{url}#set/a.txt"])]))
    assert names(cache / "tiny") == []


def test_archives_of_the_same_name_are_told_apart(site, make_catalog, cache):
    one = site.serve("/one/set.zip", archive_of("zip", a=PLAIN))
    two = site.serve("/two/set.zip", archive_of("zip", b=OTHER))

    get(
        make_catalog(
            [("a.txt", PLAIN, [f"{one}#set/a.txt"])],
            [("b.txt", OTHER, [f"{two}#set/b.txt"])],
        )
    )

    assert names(cache / "tiny") == ["a.txt", "b.txt"]


def test_the_error_names_command_address_folder_and_reasons(site, make_catalog, cache):
    urls = [site.address + "/gone.txt", site.serve("/wrong.txt", PLAIN[::-1])]
    catalog = make_catalog([("tiny.txt.gz", PACKED), ("tiny.txt", PLAIN, urls)])

    with pytest.raises(CorpusNotFound) as caught:
        get(catalog)
    message = str(caught.value)
    assert "\n" not in message
    for part in (
        "`rnncourse data fetch tiny`",
        *urls,
        "404",
        "sha256",
        f"Put tiny.txt.gz (or the plain files) into {cache / 'tiny'}.",
    ):
        assert part in message
    assert names(cache / "tiny") == []


def test_without_a_network_the_error_says_so(make_catalog, cache, no_pauses):
    urls = ["http://corpora.invalid/tiny.txt"]

    with pytest.raises(CorpusNotFound, match=r"corpora\.invalid"):
        get(make_catalog([("tiny.txt", PLAIN, urls)]))


def test_what_must_be_got_by_hand_is_told(make_catalog, cache):
    catalog = make_catalog([("tiny.txt", PLAIN)], extra='manual = "Ask the author."')

    with pytest.raises(CorpusNotFound, match=r"Ask the author\. Put tiny\.txt into"):
        get(catalog)


def test_what_can_be_had_is_fetched_before_the_rest_is_asked_for(
    site, make_catalog, cache
):
    catalog = make_catalog(
        [("a.txt", OTHER)], [("b.txt", PLAIN, [site.serve("/b", PLAIN)])]
    )

    with pytest.raises(CorpusNotFound, match=r"tiny lacks a\.txt"):
        get(catalog)
    assert names(cache / "tiny") == ["b.txt"]


def test_a_cache_that_cannot_be_written_is_named(
    site, make_catalog, tmp_path, monkeypatch, cache
):
    (tmp_path / "occupied").write_text("a file where a folder is wanted")
    monkeypatch.setenv("RNNCOURSE_CACHE", str(tmp_path / "occupied"))
    url = site.serve("/tiny.txt", PLAIN)

    with pytest.raises(CacheNotWritable, match=r"occupied.*RNNCOURSE_CACHE"):
        get(make_catalog([("tiny.txt", PLAIN, [url])]))
    assert site.log == []


def test_what_a_dead_process_was_unpacking_is_swept_away(site, make_catalog, cache):
    left = cache / "tiny" / ".unpacking-1234"
    left.mkdir(parents=True)
    (left / "half.txt").write_text("half")

    get(make_catalog([("tiny.txt", PLAIN, [site.serve("/tiny.txt", PLAIN)])]))

    assert names(cache / "tiny") == ["tiny.txt"]


def test_of_two_processes_one_downloads_and_the_other_waits(
    site, make_catalog, write_catalog, cache
):
    url = site.serve("/tiny.txt", PLAIN, "stall")
    path = write_catalog([("tiny.txt", PLAIN, [url])])
    code = (
        "import sys; from rnncourse.datasets import fetch, load_catalog;"
        "print(fetch('tiny', catalog=load_catalog(sys.argv[1])))"
    )

    def start():
        return subprocess.Popen(
            [sys.executable, "-c", code, str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    with start() as first:
        assert site.started.wait(20)  # the first one holds the lock now
        with start() as second:
            waiting = second.stderr.readline()
            site.go_on.set()
            folders = [first.communicate()[0], second.communicate()[0]]

    assert waiting == "Another process is downloading 'tiny'; waiting for it.\n"
    assert folders == [f"{cache / 'tiny'}\n"] * 2
    assert (first.returncode, second.returncode) == (0, 0)
    # A stall ends as a broken connection: the first process asked for the rest.
    half = len(PLAIN) // 2
    assert site.log[1:] == [("/tiny.txt", f"bytes={half}-", len(PLAIN) - half)]
