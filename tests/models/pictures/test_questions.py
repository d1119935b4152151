import keras
import numpy as np
import pytest

from rnncourse.layers import LSTM
from rnncourse.models import VisualQuestionAnswerer
from rnncourse.pipelines import question_batches
from rnncourse.text import WordTokenizer
from tests.models.pictures.equation_checks import check_answers
from tests.models.pictures.picture_checks import (
    an_answerer,
    shaken,
    the_pictures,
)

QUESTIONS = [["what colour is it", "is it on the left"]] * 3 + [["is it on the left"]]
ANSWERS = [["red", "yes"], ["blue", "yes"], ["red", "no"], ["no"]]


def learn(model, epochs=120):
    data = question_batches(
        the_pictures(), model.encode(QUESTIONS), model.targets(ANSWERS), batch_size=4
    )
    model.compile(
        keras.optimizers.Adam(0.02),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=False,
    )
    model.fit(data.repeat(epochs), verbose=0, shuffle=False)
    return model


def test_the_model_is_its_equations():
    check_answers()


def test_who_sees_answers_all_and_who_does_not_what_is_likely(tmp_path):
    model = learn(an_answerer())
    assert model.answer(the_pictures(), QUESTIONS) == ANSWERS
    assert model.accuracy(the_pictures(), QUESTIONS, ANSWERS) == 1
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    rows = [one.log_probs(the_pictures(), QUESTIONS) for one in (model, loaded)]
    for one, other in zip(*rows, strict=True):
        np.testing.assert_array_equal(one, other)

    blind = learn(an_answerer(blind=True))
    assert blind.count_params() < model.count_params()
    found = blind.answer(the_pictures(), QUESTIONS)
    assert [rows[0] for rows in found[:3]] == ["red"] * 3  # two in three are
    assert len({rows[-1] for rows in found}) == 1
    again = keras.saving.deserialize_keras_object(
        keras.saving.serialize_keras_object(blind)
    )
    assert again.encoder is None


def test_other_questions_and_pictures_change_nothing():
    model = shaken(an_answerer())
    asked = [["is it", "what colour is it"], [], ["left"], ["it is red", "is", "is"]]
    together = model.log_probs(the_pictures(), asked, batch_size=3)
    assert [len(rows) for rows in together] == [2, 0, 1, 3]
    for picture, rows, found in zip(the_pictures(), asked, together, strict=True):
        for question, log_probs in zip(rows, found, strict=True):
            (alone,) = model.log_probs([picture], [[question]])
            np.testing.assert_allclose(log_probs, alone[0], atol=2e-5)


def test_an_unknown_answer_is_an_error_in_training_and_wrong_in_a_test():
    model = an_answerer()
    with pytest.raises(ValueError, match=r"'green' is none of this model's: 'red'"):
        model.targets([["red", "green"]])
    right = model.answer(the_pictures()[:1], [["is it", "is it"]])
    right[0][1] = "green"
    accuracy = model.accuracy(the_pictures()[:1], [["is it", "is it"]], right)
    assert accuracy == 0.5


@pytest.mark.parametrize(
    ("questions", "answers"), [([["is it"]], [["red", "no"]]), ([[]], [[]])]
)
def test_questions_without_answers_have_no_accuracy(questions, answers):
    with pytest.raises(ValueError, match="every question needs its answer"):
        an_answerer().accuracy(the_pictures()[:1], questions, answers)


@pytest.mark.parametrize(
    ("questions", "message"),
    [
        ([["is it", " "]], "about picture 0 is empty: ' '"),
        (["is it"], "The string 'is it' came"),
        ([["is it"], ["is it"]], "1 pictures came with 2 lists"),
    ],
)
def test_what_is_no_question_is_refused(questions, message):
    with pytest.raises(ValueError, match=message):
        an_answerer().answer(the_pictures()[:1], questions)


def test_parts_that_do_not_fit_are_refused():
    words = WordTokenizer.train(["is it red"])
    with pytest.raises(ValueError, match="one vector of a question"):
        VisualQuestionAnswerer(
            words, ("no", "yes"), None, [LSTM(3, return_sequences=True)]
        )
    with pytest.raises(ValueError, match="at least two labels"):
        VisualQuestionAnswerer(words, ("yes",), None, [LSTM(3)])
