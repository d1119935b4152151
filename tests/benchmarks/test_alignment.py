import pytest

from benchmarks import alignment, records
from rnncourse.datasets.word_alignment import AlignedCorpus, AlignedPair

PAIRS = [
    AlignedPair(("Ein", "Hund"), ("a", "dog"), sure={(0, 0), (1, 1)}),
    AlignedPair(("der", "Hund"), ("the", "dog"), sure={(0, 0), (1, 1)}),
    AlignedPair(("ein", "Haus"), ("a", "house"), sure={(0, 0), (1, 1)}),
]
CORPUS = AlignedCorpus("tiny", PAIRS, PAIRS, PAIRS[:1], "")


def test_stems_are_the_first_letters_in_lower_case():
    whole, stems = (alignment.encode(CORPUS, stem)[0] for stem in (0, 3))
    assert whole[0][0][0] != whole[2][0][0]  # Ein, ein
    assert stems[0][0][0] == stems[2][0][0]
    cut = AlignedPair(("Hunde", "hund"), ("dogs", "dog"))
    ((source, target),) = alignment.encode(AlignedCorpus("", [cut], [], [], ""), 3)[0]
    assert source == [0, 0]
    assert target == [0, 0]


def test_both_directions_are_scored_on_both_parts():
    measured = alignment.measure(CORPUS, "m", alignment.Setting(tension=4.0))
    assert {(r["system"], r["split"]) for r in measured} == {
        (system, split)
        for system in ("m", "m, forward only", "m, backward only")
        for split in ("valid", "test")
    }
    assert all(r["value"] == pytest.approx(0) for r in measured)


def test_links_of_both_directions_have_the_source_first():
    pairs = [([0, 1], [1]), ([1], [1]), ([0], [0])] * 3
    ((forward, backward),) = alignment.align(pairs, [pairs[:1]], alignment.Setting())
    assert forward == [{(1, 0)}]
    assert (1, 0) in backward[0]
    assert all(j == 0 for _, j in backward[0])


def test_quick_saves_nothing(monkeypatch, capsys):
    monkeypatch.setattr(records, "save", None)
    alignment.main(["--quick"])
    rates = [
        float(line.split()[-3]) for line in capsys.readouterr().out.splitlines()[1:]
    ]
    assert len(rates) == 6 * len(alignment.SETTINGS)
    assert 0 < max(rates) < 0.25
