"""`rnncourse data`, as a user types it."""

import argparse

import pytest

from rnncourse.cli import data
from rnncourse.datasets import CorpusNotFound, UnknownCorpus

ENTRY = """
format = 1
[tiny]
title = "A tiny corpus"
task = "tests"
licence = "ask first"
redistribution = false
licence_note = "Not to be passed on."
homepage = "https://example.org/"
citation = ["Nobody (2026). Nothing."]
counts = { lines = 1 }
manual = "Ask the author."

[[tiny.files]]
name = "tiny.txt"
bytes = 3
sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run `rnncourse data` on a catalogue of one corpus that holds `abc`."""
    catalog = tmp_path / "catalog.toml"
    catalog.write_text(ENTRY)
    monkeypatch.setenv("RNNCOURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("RNNCOURSE_DATA", raising=False)
    parser = argparse.ArgumentParser(prog="rnncourse")
    data.add_parser(parser.add_subparsers())

    def run(action, *words):
        options = ["--catalog", str(catalog), *words]
        arguments = parser.parse_args(["data", action, *options])
        return arguments.run(arguments)

    run.folder = tmp_path / "cache" / "tiny"
    return run


def put(folder, content):
    folder.mkdir(parents=True)
    (folder / "tiny.txt").write_bytes(content)


def test_list_shows_what_is_missing_and_what_is_here(run, capsys):
    assert run("list") == 0
    heading, row = capsys.readouterr().out.splitlines()
    assert heading.split() == ["name", "task", "size", "where", "licence"]
    assert row.split() == ["tiny", "tests", "0.0", "MB", "missing", "ask", "first"]

    put(run.folder, b"abc")
    assert run("list") == 0
    assert str(run.folder) in capsys.readouterr().out


def test_list_says_when_real_corpora_are_hidden(run, capsys, monkeypatch):
    put(run.folder, b"abc")
    monkeypatch.setenv("RNNCOURSE_DATA", "generated")

    assert run("list") == 0
    out = capsys.readouterr().out
    assert "missing" in out
    assert "real corpora are hidden" in out


def test_where_prints_the_folder_and_nothing_else(run, capsys):
    put(run.folder, b"abc")

    assert run("where", "tiny") == 0
    assert capsys.readouterr().out == f"{run.folder}\n"


def test_where_is_silent_on_the_output_when_there_is_nothing(run, capsys):
    assert run("where", "tiny") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Ask the author." in err
    assert len(err.splitlines()) == 1


def test_verify_tells_right_from_wrong(run, capsys):
    assert run("verify") == 0
    assert "No corpus" in capsys.readouterr().out

    put(run.folder, b"abc")
    assert run("verify") == 0
    assert "1 of 1 files" in capsys.readouterr().out

    (run.folder / "tiny.txt").write_bytes(b"abd")
    assert run("verify", "tiny") == 1
    assert "tiny.txt has the sha256" in capsys.readouterr().out


def test_verify_of_what_is_not_here_is_an_error(run):
    with pytest.raises(CorpusNotFound):
        run("verify", "tiny")


def test_fetch_says_where_it_is_and_what_the_licence_asks(run, capsys):
    put(run.folder, b"abc")

    assert run("fetch", "tiny", "--quiet") == 0
    out = capsys.readouterr().out
    assert f"tiny: {run.folder}" in out
    assert "Not to be passed on." in out


def test_fetch_of_what_cannot_be_had_fails_in_one_line(run, capsys):
    assert run("fetch", "tiny") == 1
    err = capsys.readouterr().err
    assert err.startswith("rnncourse: The corpus 'tiny' is not on this machine")
    assert len(err.splitlines()) == 1


def test_fetch_all_leaves_out_what_must_be_got_by_hand(run, capsys):
    assert run("fetch", "--all") == 0
    assert "tiny: left out. Ask the author." in capsys.readouterr().out


def test_a_slip_in_one_name_is_seen_before_anything_is_fetched(run, capsys):
    put(run.folder, b"abc")

    with pytest.raises(UnknownCorpus, match="Did you mean 'tiny'"):
        run("fetch", "tiny", "tinny")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "words", [["fetch"], ["fetch", "tiny", "--all"], ["where"], ["lists"]]
)
def test_a_command_that_makes_no_sense_ends_with_status_2(run, words, capsys):
    with pytest.raises(SystemExit) as caught:
        run(*words)
    assert caught.value.code == 2
    assert "usage: rnncourse data" in capsys.readouterr().err
