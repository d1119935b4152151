import functools

import keras
import numpy as np
import pytest
from keras import ops

from rnncourse.decoding import beam_search, compiled, greedy
from rnncourse.layers import GRU, LSTM, bidirectional
from rnncourse.models import (
    CopyBridge,
    DenseBridge,
    RecurrentDecoder,
    RecurrentEncoder,
    SequenceToSequence,
)
from rnncourse.pipelines import translation_batches
from rnncourse.text import WordTokenizer
from rnncourse.training import SmoothedCrossentropy, fit
from tests.models.translation.translator_checks import (
    BEAM,
    NEW,
    READ,
    SIZE,
    SOURCES,
    SYSTEMS,
    TARGETS,
    WRITE,
    a_batch,
    a_translator,
    check_batches,
    check_coverage,
    check_decoder,
    check_padding,
    check_reversal,
    check_steps,
    log_probs_of,
    shaken,
)
from tests.models.translation.wrong_translators import WRONG_TRANSLATORS


@pytest.fixture(scope="module", params=SYSTEMS)
def system(request):
    return request.param


def batches(model, epoch=0, *, pairs=(SOURCES, TARGETS), tokens=100):
    sources, targets = model.encode_sources(pairs[0]), model.encode_targets(pairs[1])
    return translation_batches(
        sources, targets, tokens=tokens, buckets=(1, 1), seed=(1, epoch)
    )


def learn(model, *, pairs=(SOURCES, TARGETS), epochs=120, rate=0.03):
    """Learn some pairs by heart."""
    optimizer = keras.optimizers.Adam(rate, global_clipnorm=1.0)
    model.compile(optimizer, SmoothedCrossentropy(0.1), jit_compile=False)
    data = batches(model, pairs=pairs).repeat(epochs)
    model.fit(data, verbose=0, shuffle=False)
    return model


def test_what_is_scored_at_once_is_what_steps_say(system):
    check_steps(system)


def test_padding_and_other_sentences_change_nothing(system):
    check_padding(system)


def test_a_text_is_translated_as_it_is_alone(system):
    check_batches(system)


@pytest.mark.parametrize("kind", ["before", "after"])
def test_both_decoders_are_their_equations(kind):
    check_decoder(kind)


@pytest.mark.parametrize("kind", [LSTM, GRU])
def test_to_read_backwards_is_to_read_a_reversed_source(kind):
    check_reversal(kind)


@pytest.mark.parametrize("system", ["attention", "layers", "bahdanau"])
def test_attention_is_paid_to_words_and_coverage_is_its_sum(system):
    check_coverage(system)


@pytest.mark.parametrize("mutant", WRONG_TRANSLATORS, ids=str)
def test_a_wrong_line_is_noticed(mutant):
    with pytest.MonkeyPatch.context() as patch:
        mutant.apply(patch)
        with pytest.raises(AssertionError):
            mutant.check()


def test_five_sentences_are_turned_round_exactly_and_every_weight_moves(system):
    model = a_translator(system)
    before = [np.array(weight) for weight in model.trainable_variables]
    learn(model, **({"epochs": 300, "rate": 0.01} if system == "one vector" else {}))
    assert model.translate(SOURCES, search=greedy) == TARGETS
    assert model.translate(SOURCES, search=BEAM) == TARGETS
    for weight, old in zip(model.trainable_variables, before, strict=True):
        assert not np.array_equal(weight, old), weight.path


def test_the_next_word_is_not_known_before_it_is_said(system):
    model = shaken(a_translator(system))
    features, lengths = a_batch(model)
    right = log_probs_of(model, features)
    changed = {**features, "target": features["target"].copy()}
    changed["target"][:, 2:] = 3
    found = log_probs_of(model, changed)
    np.testing.assert_array_equal(found[:, :2], right[:, :2])
    assert abs(found[0, 2] - right[0, 2]).max() > 0.01
    assert min(lengths) == 2


def test_a_compiled_step_is_the_step(system):
    model = shaken(a_translator(system))
    features, _ = a_batch(model)
    state = model.start(features["source"])
    quick, slow = compiled(model.step), model.step
    for _ in range(3):
        tokens = np.array([0, 2, 3, 4, 5], np.int32)
        one, _ = quick(ops.convert_to_tensor(tokens), state)
        other, state = slow(tokens, state)
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_a_saved_model_translates_the_same_and_goes_on_learning(system, tmp_path):
    model = learn(a_translator(system), epochs=5)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    assert loaded.source_tokenizer == model.source_tokenizer
    assert loaded.count_params() == model.count_params()
    shared = [one.source_embedding is one.target_embedding for one in (model, loaded)]
    assert shared == [system == "one vector"] * 2
    for search in (greedy, BEAM):
        found = [one.translate(NEW, search=search) for one in (model, loaded)]
        assert found[0] == found[1]
    losses = [
        one.fit(batches(one), verbose=0, shuffle=False).history["loss"]
        for one in (model, loaded)
    ]
    assert losses[0] == losses[1]


def test_translations_change_with_the_weights():
    model = shaken(a_translator("attention"))
    before = model.translate(SOURCES, search=greedy)
    assert model.translate(SOURCES, search=greedy) == before
    learn(model, epochs=40)
    assert model.translate(SOURCES, search=greedy) != before


def test_a_broken_run_goes_on_and_ends_as_an_unbroken_one(tmp_path):
    def run(name, *, epochs):
        model = a_translator("attention", dropout=0.3)
        model.compile(keras.optimizers.Adam(0.03), SmoothedCrossentropy(0.1))
        model.jit_compile = False
        history = fit(
            model,
            lambda epoch: batches(model, epoch, tokens=20),
            lambda: 0.0,
            epochs=epochs,
            checkpoint=tmp_path / name,
            callbacks=[],
        )
        variables = [np.asarray(weight) for weight in model.optimizer.variables]
        return [epoch["loss"] for epoch in history], variables

    whole, expected = run("whole", epochs=4)
    run("broken", epochs=2)
    broken, variables = run("broken", epochs=4)
    assert broken == whole
    assert len(set(whole)) == 4
    for one, other in zip(variables, expected, strict=True):
        np.testing.assert_array_equal(one, other)


def test_dropout_acts_in_training_only(system):
    model = shaken(a_translator(system, dropout=0.5))
    features, _ = a_batch(model)
    right = model(features)
    np.testing.assert_array_equal(model(features), right)
    noisy = [np.asarray(model(features, training=True)) for _ in range(2)]
    assert abs(noisy[0] - noisy[1]).max() > 0.01


def test_a_target_that_is_known_shows_where_the_model_looks():
    model = shaken(a_translator("bahdanau"))
    weights = model.attend("a b c d", "D C")
    assert weights.shape == (3, 5)
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-5)
    assert abs(weights[0] - weights[1]).max() > 0.01
    with pytest.raises(ValueError, match="has no attention"):
        a_translator("one vector").attend("a b", "B A")


def test_a_beam_that_minds_coverage_is_driven_by_the_same_step():
    model = shaken(a_translator("attention"), seed=5)
    search = functools.partial(beam_search, width=4)
    minding = functools.partial(search, coverage_penalty=5.0)
    found = [model.translate(SOURCES, search=way) for way in (search, minding)]
    assert found[0] != found[1]
    with pytest.raises(ValueError, match="coverage_penalty"):
        a_translator("one vector").translate(["a"], search=minding)


def test_unknown_words_are_all_the_same():
    model = shaken(a_translator("attention"))
    one, other = model.translate(["q q", "zebra Ω"], search=greedy)
    assert one == other


def test_a_source_may_be_longer_than_any_before():
    model = learn(a_translator("attention"), epochs=20)
    source = " ".join(["a b c"] * 200)
    (found,) = model.translate([source], search=greedy)
    assert len(found.split()) <= 2 * 600 + 12
    (short,) = model.translate([source], search=greedy, max_length=7)
    assert short.split() == found.split()[:7]


def test_dialogues_and_summaries_are_pairs_like_any_others():
    sources = ["how are you", "who is there", "the big dog sleeps all day long"]
    targets = ["fine thanks", "only me", "dog sleeps"]
    model = learn(
        a_translator("attention", pairs=(sources, targets)), pairs=(sources, targets)
    )
    assert model.translate(sources, search=greedy) == targets


def parts(**changes):
    source, target = WordTokenizer.train(SOURCES), WordTokenizer.train(TARGETS)
    decoder = RecurrentDecoder([LSTM(6, **WRITE)], SIZE)
    return {
        "tokenizers": (source, target),
        "embeddings": (
            keras.layers.Embedding(source.vocab_size, 5),
            keras.layers.ReversibleEmbedding(target.vocab_size, SIZE),
        ),
        "encoder": RecurrentEncoder([bidirectional(GRU(4, **READ))]),
        "bridge": DenseBridge(decoder.state_sizes),
        "decoder": decoder,
    } | changes


EMBEDDING = keras.layers.ReversibleEmbedding(6, SIZE)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"tokenizers": [WordTokenizer.train(["a", "b c"]), None]},
            "tokenizer of the source knows 5 pieces, and its embedding is for 6",
        ),
        ({"embeddings": (EMBEDDING, EMBEDDING)}, "needs one tokenizer for both"),
        (
            {"embeddings": (EMBEDDING, keras.layers.Embedding(6, SIZE))},
            "must be a `keras.layers.ReversibleEmbedding`; got a `Embedding`",
        ),
        (
            {"embeddings": (EMBEDDING, keras.layers.ReversibleEmbedding(6, 3))},
            "vectors of size 10, and the embedding of the target has 3",
        ),
        ({"bridge": CopyBridge()}, r"sizes \[4, 4\], and the decoder has \[6, 6\]"),
        ({"bridge": DenseBridge([6])}, r"sizes \[6\], and the decoder has \[6, 6\]"),
    ],
)
def test_parts_that_do_not_fit_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        SequenceToSequence(**parts(**changes))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: RecurrentEncoder([]), "at least one recurrent layer"),
        (lambda: RecurrentEncoder([LSTM(4, **WRITE)]), "return_state=True"),
        (lambda: RecurrentDecoder([LSTM(4, **READ)], 5), "without `return_state"),
        (
            lambda: RecurrentDecoder([LSTM(4, go_backwards=True, **WRITE)], 5),
            "from left to right",
        ),
        (lambda: RecurrentDecoder([keras.layers.Dense(4)], 5), "have a cell"),
    ],
)
def test_layers_that_do_not_read_or_write_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_one_string_is_no_list_of_sources():
    with pytest.raises(ValueError, match="one string 'a b'"):
        a_translator("attention").translate("a b", search=greedy)
