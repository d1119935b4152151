"""Downloading from a server that does everything wrong."""

import gzip
import hashlib
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from rnncourse.datasets import CacheNotWritable, DownloadFailed
from rnncourse.datasets.download import ATTEMPTS, download

CONTENT = np.random.default_rng(0).bytes(200_000)
HASH = hashlib.sha256(CONTENT).hexdigest()


def get(url, tmp_path, **options):
    settings = {"size": len(CONTENT), "sha256": HASH, "progress": False} | options
    return download(url, target=tmp_path / "corpus.txt", **settings)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_arrives_whole_under_its_final_name(site, tmp_path):
    path = get(site.serve("/a", CONTENT), tmp_path)

    assert path.read_bytes() == CONTENT
    assert names(tmp_path) == ["corpus.txt"]


def test_a_broken_connection_is_resumed_with_the_rest_only(site, tmp_path, no_pauses):
    path = get(site.serve("/a", CONTENT, "drop"), tmp_path)

    assert path.read_bytes() == CONTENT
    assert [asked for _, asked, _ in site.log] == [None, "bytes=100000-"]
    assert site.sent() == [100_000, 100_000]


def test_the_part_of_an_earlier_run_is_continued(site, tmp_path):
    (tmp_path / "corpus.txt.part").write_bytes(CONTENT[:150_000])

    path = get(site.serve("/a", CONTENT), tmp_path)

    assert path.read_bytes() == CONTENT
    assert site.sent() == [50_000]


def test_a_server_without_ranges_sends_everything_again(site, tmp_path, no_pauses):
    path = get(site.serve("/a", CONTENT, "drop", "no ranges"), tmp_path)

    assert path.read_bytes() == CONTENT
    assert site.sent() == [100_000, 200_000]


def test_an_answer_that_begins_elsewhere_is_not_appended(site, tmp_path, no_pauses):
    path = get(site.serve("/a", CONTENT, "drop", "elsewhere"), tmp_path)

    assert path.read_bytes() == CONTENT


def test_server_errors_are_tried_again_after_growing_pauses(site, tmp_path, no_pauses):
    path = get(site.serve("/a", CONTENT, "500", "503"), tmp_path, pause=1.0)

    assert path.read_bytes() == CONTENT
    assert no_pauses == [1.0, 2.0]


def test_a_server_that_only_errs_is_given_up(site, tmp_path, no_pauses):
    url = site.serve("/a", CONTENT, *["500"] * 20)

    with pytest.raises(DownloadFailed, match="the server says 500"):
        get(url, tmp_path)
    assert len(site.log) == ATTEMPTS
    assert names(tmp_path) == []


def test_a_server_that_always_breaks_at_one_place_is_given_up(
    site, tmp_path, no_pauses
):
    url = site.serve("/a", CONTENT, *["drop, no ranges"] * 20)

    with pytest.raises(DownloadFailed):
        get(url, tmp_path)
    # The first answer brings new bytes; those after it never go further.
    assert len(site.log) == 1 + ATTEMPTS


def test_a_missing_file_is_asked_for_once(site, tmp_path, no_pauses):
    with pytest.raises(DownloadFailed, match="404"):
        get(site.address + "/nothing", tmp_path)
    assert len(site.log) == 1
    assert no_pauses == []


def test_wrong_bytes_leave_nothing_behind(site, tmp_path):
    url = site.serve("/a", CONTENT, "wrong")

    with pytest.raises(DownloadFailed, match="sha256"):
        get(url, tmp_path)
    assert names(tmp_path) == []


@pytest.mark.parametrize("content", [CONTENT + b"more", CONTENT * 3])
def test_a_file_that_is_too_long_is_refused(site, tmp_path, content):
    with pytest.raises(DownloadFailed, match="expected 200,000"):
        get(site.serve("/a", content), tmp_path)
    assert names(tmp_path) == []


def test_a_file_without_an_end_is_given_up_soon(site, tmp_path):
    # Three times as much as expected is promised; half of it comes, then silence.
    url = site.serve("/a", CONTENT * 3, "stall")

    began = time.monotonic()
    with pytest.raises(DownloadFailed, match="expected 200,000"):
        get(url, tmp_path)
    assert time.monotonic() - began < 10  # the silence lasts 20 seconds


def test_a_file_that_is_too_short_is_refused(site, tmp_path, no_pauses):
    with pytest.raises(DownloadFailed, match=r"190,000|does not fit"):
        get(site.serve("/a", CONTENT[:190_000]), tmp_path)
    assert "corpus.txt" not in names(tmp_path)


def test_a_redirect_is_followed(site, tmp_path):
    site.serve("/b", CONTENT)

    assert get(site.serve("/a", b"", "to /b"), tmp_path).read_bytes() == CONTENT
    assert site.asked() == ["/a", "/b"]


def test_a_redirect_in_a_circle_ends(site, tmp_path):
    url = site.serve("/a", b"", *["to /a"] * 100)

    with pytest.raises(DownloadFailed, match="redirects"):
        get(url, tmp_path)


def test_a_part_of_something_else_costs_a_fresh_start(site, tmp_path):
    (tmp_path / "corpus.txt.part").write_bytes(b"x" * 150_000)

    path = get(site.serve("/a", CONTENT), tmp_path)

    assert path.read_bytes() == CONTENT
    assert site.sent() == [50_000, 200_000]


def test_a_part_that_is_too_long_costs_a_fresh_start(site, tmp_path):
    (tmp_path / "corpus.txt.part").write_bytes(b"x" * 300_000)

    assert get(site.serve("/a", CONTENT), tmp_path).read_bytes() == CONTENT
    assert site.sent() == [200_000]


def test_a_complete_part_is_only_checked_and_renamed(site, tmp_path):
    (tmp_path / "corpus.txt.part").write_bytes(CONTENT)

    assert get(site.serve("/a", CONTENT), tmp_path).read_bytes() == CONTENT
    assert site.log == []


def test_a_complete_part_of_unknown_size_is_recognised(site, tmp_path):
    (tmp_path / "corpus.txt.part").write_bytes(CONTENT)

    path = get(site.serve("/a", CONTENT), tmp_path, size=None, sha256=None)

    assert path.read_bytes() == CONTENT
    assert site.sent() == [0]


def test_a_gzip_file_stays_packed_whatever_the_server_says(site, tmp_path):
    packed = gzip.compress(b"the cat\n", mtime=0)
    url = site.serve("/a.gz", packed, "packed")

    path = get(url, tmp_path, size=None, sha256=hashlib.sha256(packed).hexdigest())

    assert path.read_bytes() == packed
    assert site.headers["Accept-Encoding"] == "identity"


def test_nobody_listening_is_said_plainly(tmp_path, no_pauses):
    with pytest.raises(DownloadFailed, match="refused"):
        get("http://127.0.0.1:9/a", tmp_path)


def test_a_folder_that_is_a_file_cannot_be_written(site, tmp_path):
    (tmp_path / "cache").write_text("in the way")

    with pytest.raises(CacheNotWritable, match="RNNCOURSE_CACHE"):
        download(
            site.serve("/a", CONTENT),
            target=tmp_path / "cache" / "corpus.txt",
            progress=False,
        )


def test_progress_is_shown_on_the_error_stream(site, tmp_path, capfd):
    get(site.serve("/a", CONTENT), tmp_path, progress=True)

    out, err = capfd.readouterr()
    assert out == ""
    assert "corpus.txt" in err
    assert "200k" in err


def test_a_killed_download_leaves_only_a_part_and_goes_on_there(site, tmp_path):
    url = site.serve("/a", CONTENT, "stall")
    code = (
        "import sys; from rnncourse.datasets.download import download;"
        "download(sys.argv[1], target=sys.argv[2], progress=False)"
    )
    command = [sys.executable, "-c", code, url, str(tmp_path / "corpus.txt")]
    with subprocess.Popen(command) as process:
        assert site.started.wait(20)
        part = tmp_path / "corpus.txt.part"
        # Wait until something of what was sent has reached the disk.
        for _ in range(1000):
            if part.exists() and part.stat().st_size:
                break
            site.go_on.wait(0.01)
        os.kill(process.pid, signal.SIGKILL)
    assert names(tmp_path) == ["corpus.txt.part"]
    kept = part.stat().st_size

    assert get(url, tmp_path).read_bytes() == CONTENT
    assert site.log[-1] == ("/a", f"bytes={kept}-", len(CONTENT) - kept)
