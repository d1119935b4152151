import os
import re
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser

import nbformat
import pytest

FETCHED = re.compile(
    r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"https?:|url\(.?http"
)


class Links(HTMLParser):
    """Collects where the links of a page lead."""

    def __init__(self, page):
        super().__init__()
        self.targets = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.targets.append(dict(attributes)["href"])


def test_a_failing_notebook_does_not_stop_the_next(rnncourse, write_notebook, tmp_path):
    write_notebook("01_broken", "A broken one", "x = 1", "x / 0", "print('never')")
    write_notebook("02_whole", "A whole one", "print(6 * 7)")
    done = rnncourse("course", "run")
    assert done.returncode == 1
    first, broken, whole, *rest = done.stdout.splitlines()
    assert first == "2 notebooks, on generated worlds"
    assert re.fullmatch(
        r"01  A broken one +\d+\.\d s  FAILED in cell 2: ZeroDivisionError: "
        "division by zero",
        broken,
    )
    assert re.fullmatch(r"02  A whole one +\d+\.\d s  ok", whole)
    assert any(re.match(r"1 of 2 ok in \d+ s", line) for line in rest)
    assert done.stderr == ""

    pages = tmp_path / "build" / "course"
    index = (pages / "index.html").read_text()
    assert "A broken one" in index
    assert "ZeroDivisionError" in index
    assert all((pages / target).is_file() for target in Links(index).targets)
    assert "02_whole.html" in Links(index).targets
    assert not list(pages.glob("*.part"))

    executed = nbformat.read(pages / "02_whole.ipynb", as_version=4)
    assert executed.cells[1].outputs[0].text == "42\n"
    stopped = nbformat.read(pages / "01_broken.ipynb", as_version=4)
    assert stopped.cells[3].outputs == []


def test_pages_need_no_network(rnncourse, write_notebook, tmp_path):
    write_notebook("01_whole", "A whole one", "print(6 * 7)")
    assert rnncourse("course", "run").returncode == 0
    for page in (tmp_path / "build" / "course").glob("*.html"):
        assert not FETCHED.search(page.read_text()), page
    assert "<math" in (tmp_path / "build" / "course" / "01_whole.html").read_text()


def test_what_a_page_must_not_fetch_is_recognised():
    assert FETCHED.search('<script src="https://example.org/mathjax.js"></script>')
    assert not FETCHED.search('<a href="https://example.org/paper.pdf">paper</a>')


def test_only_chosen_numbers_run_and_the_index_keeps_the_others(
    rnncourse, write_notebook, tmp_path
):
    write_notebook("01_first", "First", "1")
    write_notebook("02_second", "Second", "2")
    write_notebook("03_third", "Third", "3")
    assert rnncourse("course", "run", "--only", "2").returncode == 0
    done = rnncourse("course", "run", "--only", "03,01")
    assert [line[:2] for line in done.stdout.splitlines()[1:3]] == ["01", "03"]
    index = (tmp_path / "build" / "course" / "index.html").read_text()
    assert re.findall(r">(First|Second|Third)<", index) == ["First", "Second", "Third"]


def test_a_number_that_is_not_there_is_a_usage_error(rnncourse, write_notebook):
    write_notebook("01_first", "First", "1")
    done = rnncourse("course", "run", "--only", "01 17")
    assert done.returncode == 2
    assert "There is no notebook 17; there are 01." in done.stderr
    assert "Traceback" not in done.stderr


def test_kernels_run_the_same_python_with_absolute_data(
    rnncourse, write_notebook, tmp_path
):
    (tmp_path / "corpora").mkdir()
    source = "import os, sys; print(sys.executable, os.environ['RNNCOURSE_DATA'])"
    write_notebook("01_where", "Where", source)
    assert rnncourse("course", "run", data="corpora").returncode == 0
    executed = tmp_path / "build" / "course" / "01_where.ipynb"
    printed = nbformat.read(executed, as_version=4).cells[1].outputs[0].text
    assert printed == f"{sys.executable} {tmp_path / 'corpora'}\n"


def test_outputs_are_stored_in_place_only_where_all_cells_ran(
    rnncourse, write_notebook, tmp_path
):
    broken = write_notebook("01_broken", "Broken", "print(1)", "x")
    whole = write_notebook("02_whole", "Whole", "print(2)")
    before = broken.read_text()
    assert rnncourse("course", "run", "--in-place").returncode == 1
    assert broken.read_text() == before
    cell = nbformat.read(whole, as_version=4).cells[1]
    assert (cell.outputs[0].text, cell.execution_count) == ("2\n", 1)
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import time; time.sleep(60)", "cell 1: took longer than 1 seconds"),
        ("import os; os.kill(os.getpid(), 9)", "cell 1: the kernel died"),
        ("assert not 'a claim'", "cell 1: AssertionError\n"),
    ],
)
def test_every_way_to_fail_has_its_words(rnncourse, write_notebook, source, message):
    write_notebook("01_broken", "Broken", source)
    done = rnncourse("course", "run", "--timeout", "1")
    assert done.returncode == 1
    assert message in done.stdout


def test_no_notebooks_is_said_plainly(rnncourse):
    done = rnncourse("course", "run", "--notebooks", "nowhere")
    assert done.returncode == 1
    assert done.stderr.startswith("rnncourse: No numbered notebooks in nowhere.")


def test_ctrl_c_ends_the_course_at_once(write_notebook, tmp_path):
    write_notebook("01_slow", "Slow", "open('begun', 'w'); import time; time.sleep(60)")
    command = [sys.executable, "-m", "rnncourse", "course", "run"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "RNNCOURSE_DATA": "generated"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # a shell may have told us to ignore it, and children inherit that
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    begun = tmp_path / "notebooks" / "begun"
    deadline = time.monotonic() + 60
    while not begun.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert stderr == "\nrnncourse: stopped\n"
