"""Reader of questions about pictures, on drawn files and on the real ones."""

import json
from collections import Counter

import pytest

from rnncourse.datasets import (
    BadFile,
    PictureQuestion,
    StoredPicture,
    easy_vqa,
    load_catalog,
)
from tests.datasets.drawn import content, drawing, names, occupy, pack
from tests.datasets.parts import PARTS
from tests.datasets.real import needs
from tests.layers.mutants import Mutant


def quiz(folder, kind="folder", *, answers="yes\nno\nred\n", **changed):
    """Write questions about 20 and 3 pictures, two about each; one has none."""
    files = {"data/answers.txt": answers.encode()} if answers else {}
    for part, count in (("train", 20), ("test", 3)):
        rows = [
            row
            for n in range(count)
            for row in (["is it red?", "yes", n], [f"what is number {n}?", "red", n])
        ]
        rows = changed.get(part, rows)
        text = rows if isinstance(rows, str) else json.dumps(rows)
        files[f"data/{part}/questions.json"] = text.encode()
        for n in range(count + (part == "train")):
            files[f"data/{part}/images/{n}.png"] = content(drawing(n))
    if kind == "zip":
        return pack(folder / "quiz.zip", files)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    return folder / kind if kind == "data" else folder


@pytest.mark.parametrize("kind", ["folder", "data", "zip"])
def test_no_picture_is_in_two_parts(tmp_path, kind):
    corpus = easy_vqa.load(quiz(tmp_path, kind))

    shown = [set(names(getattr(corpus, part))) for part in PARTS]
    assert list(map(len, shown)) == [18, 2, 3]
    assert len(set.union(*shown)) == 23
    for part in PARTS:
        assert set(Counter(names(getattr(corpus, part))).values()) == {2}
    assert corpus.test[1] == PictureQuestion(
        corpus.test[0].picture, "what is number 0?", "red"
    )
    assert corpus.test[0].picture.pixels(64).shape == (64, 64, 3)
    assert corpus.answers == ("red", "yes")
    assert "36 / 4 / 6 questions (train / valid / test)" in corpus.description
    assert corpus.description.endswith("left out: 1 pictures without a question")


def test_the_seed_decides_which_pictures_are_set_aside(tmp_path):
    folder = quiz(tmp_path)

    assert easy_vqa.load(folder) == easy_vqa.load(folder, seed=0)
    drawn = {tuple(names(easy_vqa.load(folder, seed=seed).valid)) for seed in range(5)}
    assert len(drawn) > 1
    assert easy_vqa.load(folder, seed=1).test == easy_vqa.load(folder).test


def test_pictures_of_two_parts_may_have_one_number(tmp_path):
    corpus = easy_vqa.load(quiz(tmp_path))
    (seen,) = {q.picture for q in corpus.test if q.picture.name == "test/2"}
    assert str(seen.file).endswith("test/images/2.png")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["is it red?", "yes"], r"question 1: \['is it red\?', 'yes'\], where \[ques"),
        (["is it red?", "yes", 0, 1], "question 1: .* where"),
        ("is it red?", "question 1: is it red"),
        (["", "yes", 0], r"question 1: \['', 'yes', 0\], .* none of them empty"),
        ([" ", "yes", 0], "question 1"),
        (["is it red?", "", 0], "question 1"),
        (["is it red?", 1, 0], "question 1"),
        (["is it red?", "yes", 0.5], "question 1"),
        (["is it red?", "yes", True], "question 1"),
        (["is it red?", "yes", 99], "question 1: there is no picture test/99"),
        (["is it red?", "maybe", 0], "question 1: the answer 'maybe' is not in answer"),
    ],
)
def test_a_malformed_question_is_named(tmp_path, row, message):
    with pytest.raises(BadFile, match=rf"test/questions\.json, {message}"):
        easy_vqa.load(quiz(tmp_path, test=[row]))


def test_without_a_list_every_answer_will_do(tmp_path):
    rows = [["is it red?", "maybe", 0]]
    corpus = easy_vqa.load(quiz(tmp_path, answers="", test=rows))
    assert corpus.test[0].answer == "maybe"
    assert "maybe" not in corpus.answers


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[["a", "b", 0],\n["c" "d", 1]]', r"questions\.json, line 2: Expecting ',' "),
        ("", r"questions\.json is empty"),
        ("[]", r"questions\.json must be a list of one or more questions"),
        ('{"a": 1}', "must be a list"),
        ('[["is it red?", "yes", 0]]', "asks about one picture; two or more"),
    ],
)
def test_a_file_without_questions_is_named(tmp_path, text, message):
    with pytest.raises(BadFile, match=message):
        easy_vqa.load(quiz(tmp_path, train=text))


def test_a_missing_part_is_named(tmp_path):
    (quiz(tmp_path) / "data" / "test" / "questions.json").unlink()
    with pytest.raises(BadFile, match=r"has no test/questions\.json"):
        easy_vqa.load(tmp_path)


def test_a_question_needs_words():
    picture = StoredPicture("a.png", None)
    for question, answer in ((" ", "yes"), ("is it red?", "")):
        with pytest.raises(ValueError, match=r"'a\.png' came with an empty"):
            PictureQuestion(picture, question, answer)


def test_the_catalogued_corpus_must_have_the_published_counts(cache):
    occupy(cache, "easy-vqa")
    quiz(cache / "easy-vqa")

    with pytest.raises(BadFile, match="20 train images where 4,000 were published"):
        easy_vqa.load()


MUTANTS = [
    Mutant(
        "questions are set aside instead of pictures",
        "easy_vqa:load",
        "if q.picture not in aside",
        "if q.picture not in aside or q.answer == 'red'",
        None,
        room="rnncourse.datasets",
    ),
    Mutant(
        "pictures of two parts are confused",
        "easy_vqa:_questions",
        'name = f"{part}/{picture}"',
        'name = f"train/{picture}"',
        None,
        room="rnncourse.datasets",
    ),
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_wrong_split_is_seen(tmp_path, mutant, monkeypatch):
    mutant.apply(monkeypatch)
    with pytest.raises(AssertionError):
        test_no_picture_is_in_two_parts(tmp_path, "folder")


@needs("easy-vqa")
def test_the_real_questions_have_their_published_counts():
    counts = load_catalog()["easy-vqa"].counts
    corpus = easy_vqa.load()

    shown = [{q.picture for q in getattr(corpus, part)} for part in PARTS]
    assert list(map(len, shown)) == [3_600, 400, 1_000]
    assert len(shown[0] | shown[1]) == counts["train_images"]
    assert len(corpus.train) + len(corpus.valid) == counts["train_questions"]
    assert len(corpus.test) == counts["test_questions"]
    assert len(corpus.answers) == counts["answers"]
    assert corpus.test[0].picture.pixels().shape == (64, 64, 3)
