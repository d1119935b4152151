import pytest

from benchmarks import records, report, report_layers

SIZE = {"batch": 2, "time": 3, "units": 4}


@pytest.fixture
def measured(monkeypatch):
    """Ratios of one cell, one of them under a mask, and one part of a step."""
    plain = {**SIZE, "masked": False, "backend": "tensorflow"}
    made = [
        ("train_step_ratio", 0.5, "keras LSTM, XLA", plain),
        ("inference_ratio", 0.875, "keras LSTM, XLA", plain),
        ("train_step_ratio", 1.25, "torch LSTM", plain),
        ("train_step_ratio", 0.25, "keras RNN(LSTMCell), XLA", plain),
        ("train_step_ratio", 9.0, "keras LSTM, XLA", {**plain, "masked": True}),
        ("part_milliseconds", 12.34, "loop forward", SIZE),
        ("train_step_seconds", 7.0, None, plain),
    ]
    found = [
        {
            "system": "rnncourse LSTM",
            "metric": metric,
            "value": value,
            "against": against,
            "settings": settings,
        }
        for metric, value, against, settings in made
    ]
    masked = [record for record in found if record["settings"].get("masked")]
    files = {
        "layers_masked": masked,
        "layers": [record for record in found if record not in masked],
    }
    monkeypatch.setattr(records, "load", files.get)


def test_a_row_shows_training_and_inference_against_each_peer(measured):
    *_, row, empty, legend = report_layers.ratios().splitlines()
    assert row == "| 2, 3, 4 | LSTM | 0.50 / 0.88 | 1.25 / – | 0.25 / – |"
    assert (empty, legend) == ("", "Training step / inference.")


def test_sequences_of_many_lengths_have_a_table_of_their_own(measured):
    row = report_layers.masked_ratios().splitlines()[2]
    assert row == "| 2, 3, 4 | LSTM | 9.00 / – |"


def test_parts_have_a_column_a_size(measured):
    assert report_layers.parts().splitlines()[-1] == "| loop forward | 12.3 |"


def test_documents_take_both_tables(measured, tmp_path):
    page = tmp_path / "page.md"
    page.write_text("<!-- table: layer_parts -->\nold\n<!-- /table -->\n")
    assert report.write(page) == 1
    assert "12.3" in page.read_text()
    assert "old" not in page.read_text()
