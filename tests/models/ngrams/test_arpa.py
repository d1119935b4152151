import gzip

import numpy as np
import pytest

from rnncourse.models import (
    AddK,
    KneserNey,
    MaximumLikelihood,
    NgramModel,
    read_arpa,
    srilm_cutoffs,
    write_arpa,
)
from rnncourse.text import Vocabulary, encode_stream
from tests.models.checks import fit, random_text

WORDS = Vocabulary.from_tokens(["cats", "dogs", "größer"])  # with <eos>, <unk>: 5
MODELS = {
    "kneser-ney": {"order": 3, "smoothing": KneserNey()},
    "modified": {"order": 4},
    "cut off": {"order": 5, "cutoffs": srilm_cutoffs(5)},
    "cut off in the middle": {"order": 4, "cutoffs": {2: 3, 3: 2}},
    "add-k": {"order": 2, "smoothing": AddK(0.1)},
    "relative frequencies": {"order": 3, "smoothing": MaximumLikelihood()},
    "unigrams": {"order": 1},
}


def make(name):
    # 500 tokens, of which <unk> is one kind
    return fit(random_text(3, 500), **MODELS[name])


@pytest.mark.parametrize("ending", [".arpa", ".arpa.gz"])
@pytest.mark.parametrize("name", MODELS)
def test_what_is_written_is_read_again(name, ending, tmp_path):
    model, other = make(name), random_text(9, 200, 5)
    write_arpa(model, WORDS, tmp_path / f"model{ending}")
    again, vocabulary = read_arpa(tmp_path / f"model{ending}")
    assert vocabulary.tokens == WORDS.tokens
    assert (again.order, again.eos_id) == (model.order, model.eos_id)
    assert [len(level) for level in again.levels] == [len(x) for x in model.levels]
    np.testing.assert_allclose(
        again.log_probs(other), model.log_probs(other), atol=1e-5
    )
    np.testing.assert_allclose(
        np.exp(again.next_log_probs(other[:7])),
        np.exp(model.next_log_probs(other[:7])),
        atol=1e-6,
    )


@pytest.mark.parametrize("name", [n for n in MODELS if n != "unigrams"])
def test_kenlm_reads_the_same_probabilities(name, tmp_path):
    kenlm = pytest.importorskip("kenlm")
    model, other = make(name), random_text(9, 300, 5)
    other[-1] = 0
    write_arpa(model, WORDS, tmp_path / "model.arpa")
    config = kenlm.Config()
    config.show_progress = False
    config.arpa_complain = kenlm.ARPALoadComplain.NONE
    theirs = kenlm.LanguageModel(str(tmp_path / "model.arpa"), config)
    lines = " ".join(WORDS.decode(other)).split("<eos>")[:-1]
    scores = np.array([s for line in lines for s, *_ in theirs.full_scores(line)])
    ours = np.maximum(model.log_probs(other) / np.log(10), -99)
    possible = scores > -99  # one impossible word more makes it -198
    assert possible.sum() > 50
    np.testing.assert_allclose(scores[possible], ours[possible], atol=1e-5)
    assert (ours[~possible] == -99).all()


def test_the_sentence_end_is_two_marks(tmp_path):
    model = fit(np.array([2, 3, 0]), order=2, smoothing=MaximumLikelihood())
    write_arpa(model, WORDS, tmp_path / "model.arpa")
    text = (tmp_path / "model.arpa").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert "-99\t<s>\t-99" in lines  # certain what follows: nothing is left
    assert "-0.4771213\t</s>" in lines
    assert "0\t<s> cats" in lines
    assert "0\tdogs </s>" in lines
    assert not [line for line in lines if "<eos>" in line]


def test_a_file_of_another_toolkit(tmp_path):
    # spaces for tabs, no <unk>, </s> in the middle, a bigram whose end is no bigram
    text = """made by hand

\\data\\
ngram 1=4
ngram 2=2
ngram 3=1

\\1-grams:
-1 b -0.5
-99 <s> -0.25
-0.3 a
-0.7 </s>

\\2-grams:
-0.1 <s> b -0.125
-0.2 b a

\\3-grams:
-0.05 <s> b </s>

\\end\\
"""
    (tmp_path / "model.arpa").write_text(text)
    model, vocabulary = read_arpa(tmp_path / "model.arpa")
    assert vocabulary.tokens == ("<eos>", "b", "a")
    ids = vocabulary.encode(["b", "a", "b", "<eos>", "a", "<eos>", "b", "<eos>"])
    expected = [-0.1, -0.125 - 0.2, -1, -0.5 - 0.7, -0.25 - 0.3, -0.7, -0.1, -0.05]
    np.testing.assert_allclose(model.log_probs(ids) / np.log(10), expected)


def written(tmp_path):
    path = tmp_path / "model.arpa"
    write_arpa(make("modified"), WORDS, path)
    return path, path.read_text().splitlines()


def swap(old, new):
    return lambda lines: [new if line.startswith(old) else line for line in lines]


def insert(at, line):
    return lambda lines: [
        *lines[: lines.index(at) + 1],
        line,
        *lines[lines.index(at) + 1 :],
    ]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda lines: lines[:-1], "ends in the middle"),
        (lambda lines: lines[: len(lines) // 2], "ends in the middle"),
        (lambda lines: lines[1:], "ends in the middle|no `.data"),
        (lambda lines: [], "line 1: the file ends in the middle"),
        (lambda lines: ["text"] * 1001, "line 1001: no `.data"),
        (swap("ngram 2=", "ngram 2=many"), "line 3: `ngram 2=…` or a blank line"),
        (swap("ngram 2=", "ngram 3=5"), "line 3: `ngram 2=…` or a blank line"),
        (swap("ngram 1=", "ngram 1=7"), "line 14: .* announces 7 .* there are 6"),
        (swap("ngram 1=", "ngram 1=5"), "line 13: .* announces 5 .* one more"),
        (swap("\\2-grams:", "\\two-grams:"), "`.2-grams:` was expected; got"),
        (swap("-99\t<s>", "minus\t<s>\t0"), "line 8: a number was expected in 'minus"),
        (swap("-99\t<s>", "-99\t<s>\tx"), "line 8: a number was expected"),
        (swap("-99\t<s>", "-99\t<s>\t0\t0"), "line 8: .* 1 words and perhaps"),
        (swap("-99\t<s>", "-99"), "line 8: .* 1 words and perhaps"),
        (swap("-99\t<s>", "0.1\t<s>\t0"), "line 8: no log-probability"),
        (swap("-99\t<s>", "nan\t<s>\t0"), "line 8: no log-probability"),
        (swap("-99\t<s>", "-99\t<s>\tnan"), "line 8: no log-probability"),
        (swap("-99\t<s>", "-1\tcats\t0"), "'cats' comes again"),
        (swap("-99\t<s>", "-1\t<eos>\t0"), "sentence end '</s>', and not '<eos>'"),
        (insert("\\2-grams:", "-1\tcats mice"), "one more|announces"),
    ],
)
def test_a_damaged_file_is_an_error_that_names_the_line(damage, message, tmp_path):
    path, lines = written(tmp_path)
    path.write_text("\n".join(damage(lines)) + "\n")
    with pytest.raises(ValueError, match=message) as caught:
        read_arpa(path)
    assert str(caught.value).startswith(f"{path}, line ")


TRIGRAMS = """\\data\\
ngram 1=3
ngram 2=2
ngram 3=1

\\1-grams:
-1 <s>
-1 </s>
-1 a

\\2-grams:
-1 <s> a
-1 a a

\\3-grams:
-1 <s> a a

\\end\\
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("a a\n\n\\3", "a mice\n\n\\3", "line 13: 'mice' is no word .* at place 2"),
        ("a a\n\n\\3", "a <s>\n\n\\3", "line 13: '<s>' is no word .* at place 2"),
        ("a a\n\n\\3", "</s> a\n\n\\3", "line 13: '</s>' is no word .* at place 1"),
        ("a a\n\n\\3", "<s> a\n\n\\3", "line 13: the n-gram comes a second time"),
        ("<s> a a", "a </s> a", "line 16: '</s>' is no word .* at place 2"),
        ("<s> a a", "a <s> a", "line 16: '<s>' is no word .* at place 2"),
        ("<s> a a", "<s> </s> a", "line 16: '</s>' is no word .* at place 2"),
        ("-1 <s> a\n", "-1 <s> </s>\n", "line 16: the n-gram begins with one that"),
    ],
)
def test_an_n_gram_that_cannot_be_is_an_error(old, new, message, tmp_path):
    path = tmp_path / "model.arpa"
    path.write_text(TRIGRAMS)
    read_arpa(path)
    path.write_text(TRIGRAMS.replace(old, new))
    with pytest.raises(ValueError, match=message):
        read_arpa(path)


def test_a_compressed_file_that_is_cut_off_is_an_error(tmp_path):
    path = tmp_path / "model.arpa.gz"
    write_arpa(make("modified"), WORDS, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="damaged or cut off"):
        read_arpa(path)
    path.write_bytes(b"\\data\\\n")
    with pytest.raises(ValueError, match="line 0: the compressed file is damaged"):
        read_arpa(path)


def test_a_file_that_is_not_utf_8_is_an_error(tmp_path):
    path = tmp_path / "model.arpa"
    path.write_bytes("\\data\\\nngram 1=2\n\n\\1-grams:\n-1 größer".encode("latin-1"))
    with pytest.raises(ValueError, match="is not UTF-8"):
        read_arpa(path)


def test_nothing_half_written_stays(tmp_path, monkeypatch):
    from rnncourse.models.ngrams import arpa

    path = tmp_path / "model.arpa"
    path.write_text("the old model")

    def break_down(*arguments):
        raise OSError("no space left")

    monkeypatch.setattr(arpa, "_longer_names", break_down)
    with pytest.raises(OSError, match="no space left"):
        write_arpa(make("modified"), WORDS, path)
    assert [p.name for p in tmp_path.iterdir()] == ["model.arpa"]
    assert path.read_text() == "the old model"


@pytest.mark.parametrize(
    ("tokens", "specials", "message"),
    [
        (["a"], ("<eos>",), "has 2 tokens .* has 5 types"),
        (["a", "b", "c"], ("<unk>", "<eos>"), "at 1"),
        (["a", "b", "<s>"], ("<eos>", "<unk>"), "'<s>' cannot stand"),
        (["a", "b", "</s>"], ("<eos>", "<unk>"), "'</s>' cannot stand"),
        (["a", "b", "New York"], ("<eos>", "<unk>"), "'New York' cannot stand"),
    ],
)
def test_a_vocabulary_that_does_not_fit_is_an_error(
    tokens, specials, message, tmp_path
):
    vocabulary = Vocabulary.from_tokens(tokens, specials=specials)
    with pytest.raises(ValueError, match=message):
        write_arpa(make("unigrams"), vocabulary, tmp_path / "model.arpa")
    assert not list(tmp_path.iterdir())


def test_gzip_files_are_text_inside(tmp_path):
    write_arpa(make("unigrams"), WORDS, tmp_path / "model.gz")
    with gzip.open(tmp_path / "model.gz", "rt", encoding="utf-8") as file:
        assert "größer" in file.read()


def test_a_model_that_was_read_scores_words_it_never_saw(tmp_path):
    text = encode_stream(["cats dogs", "cats"], WORDS)
    model = NgramModel.fit(text, order=2, smoothing=AddK(1.0), vocab_size=len(WORDS))
    write_arpa(model, WORDS, tmp_path / "model.arpa")
    again, vocabulary = read_arpa(tmp_path / "model.arpa")
    ids = encode_stream(["cats ducks"], vocabulary)
    # after <s>: 1 + 2 of 2 + 5; after cats: 1 of 2 + 5; after <unk>: 1 of 5
    expected = np.log([3 / 7, 1 / 7, 1 / 5])
    np.testing.assert_allclose(again.log_probs(ids), expected, atol=1e-5)
