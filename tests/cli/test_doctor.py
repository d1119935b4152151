import json
from importlib.metadata import version

from rnncourse.cli import doctor


def test_the_report_names_versions_devices_and_data(rnncourse):
    done = rnncourse("doctor")
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith("This machine is ready.\n")
    assert f"tensorflow {version('tensorflow')}" in done.stdout
    for subject in ["Python", "backend", "GPU", "machine", "RNNCOURSE_DATA=generated"]:
        assert subject in done.stdout
    assert done.stderr == ""  # none of TensorFlow's lines


def test_programs_can_read_it(rnncourse):
    done = rnncourse("doctor", "--json", KERAS_BACKEND="tensorflow")
    findings = {entry["subject"]: entry for entry in json.loads(done.stdout)}
    assert findings["backend"]["text"] == "tensorflow"
    assert findings["Python"]["state"] == "ok"


def test_a_data_folder_that_is_not_there_is_missing(rnncourse):
    done = rnncourse("doctor", data="nowhere")
    assert done.returncode == 1
    assert "MISSING  data" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_corpus_is_named_with_its_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "find_corpora", lambda: {"ptb": tmp_path / "ptb"})
    findings = {finding.subject: finding for finding in doctor._data()}
    assert findings["corpora"].text == f"in {tmp_path}: ptb"
    assert "ptb" not in findings["not here"].text.split(", ")
    assert "rnncourse data fetch" in findings["not here"].remedy


def test_an_absent_package_comes_with_the_command_that_installs_it(monkeypatch):
    installed = {"tensorflow": "2.21.0"}
    monkeypatch.setattr(doctor, "_version", installed.get)
    states = {finding.subject: finding for finding in doctor._packages()}
    assert states["packages"].state == "missing"
    assert "keras (absent)" in states["packages"].text
    assert states["notebooks need"].remedy == "pip install 'rnncourse[notebooks]'"


def test_a_tensorflow_that_does_not_import_is_missing(monkeypatch):
    monkeypatch.setattr(doctor, "PROBE", "raise ImportError('undefined symbol: x')")
    (finding,) = doctor._devices()
    assert finding.state == "missing"
    assert finding.text == "does not import: ImportError: undefined symbol: x"


def test_notebooks_without_the_tools_to_run_them_are_not_ready(monkeypatch, tmp_path):
    here = [tmp_path / "01_counting.ipynb"]
    monkeypatch.setattr(doctor, "find_notebooks", lambda: here)
    assert doctor._notebooks().state == "ok"
    monkeypatch.setattr(doctor, "_version", lambda name: None)
    assert doctor._notebooks().state == "missing"


def test_the_words_for_graphics_cards(monkeypatch):
    probe = """print('{"backend": "jax", "gpus": ["A card", "A card"]}')"""
    monkeypatch.setattr(doctor, "PROBE", probe)
    backend, cards = doctor._devices()
    assert (backend.text, cards.text) == ("jax", "2: A card, A card")
