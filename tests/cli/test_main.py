import pytest

from rnncourse import __version__


def test_version(rnncourse):
    done = rnncourse("--version")
    assert (done.returncode, done.stdout) == (0, f"rnncourse {__version__}\n")


@pytest.mark.parametrize(
    "words", [[], ["course"], ["course", "run"], ["doctor"], ["data"], ["data", "list"]]
)
def test_every_command_explains_itself(rnncourse, words):
    done = rnncourse(*words, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(" ".join(["usage: rnncourse", *words]))


def test_help_shows_examples(rnncourse):
    assert "rnncourse doctor" in rnncourse("--help").stdout.split("examples:")[1]


@pytest.mark.parametrize(
    "words", [["course"], ["course", "walk"], ["nonsense"], ["-x"]]
)
def test_a_senseless_command_ends_with_2_and_the_usage(rnncourse, words):
    done = rnncourse(*words)
    assert done.returncode == 2
    assert "usage: rnncourse" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_command_shows_the_help_and_ends_with_2(rnncourse):
    done = rnncourse()
    assert done.returncode == 2
    assert "commands:" in done.stdout


def test_an_error_of_a_room_is_one_line_without_a_traceback(rnncourse):
    done = rnncourse("data", "where", "pbt")
    assert done.returncode == 1
    assert done.stderr.startswith("rnncourse: There is no corpus 'pbt'.")
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_one_line(
    rnncourse, write_notebook, tmp_path
):
    write_notebook("01_whole", "Whole", "1")
    (tmp_path / "build").write_text("a file where a folder should be")
    done = rnncourse("course", "run")
    assert done.returncode == 1
    assert done.stderr.startswith("rnncourse: ")
    assert "Traceback" not in done.stderr
