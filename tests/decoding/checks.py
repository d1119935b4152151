"""What must hold for the decoders; `test_mutants.py` shows that each check can fail."""

import numpy as np

from rnncourse.decoding import (
    beam_search,
    gnmt_length,
    greedy,
    keep_top_k,
    keep_top_p,
    length_power,
    variable_beam,
)
from rnncourse.testing import assert_matches_enumeration
from tests.decoding.languages import EOS, Language, plain_beam

DIVISORS = {
    None: lambda n: 1.0,
    length_power(0.8): lambda n: n**0.8,
    gnmt_length(1.5): lambda n: ((5 + n) / 6) ** 1.5,
}


def found_in(language, sentences=(0,), *, search=beam_search, **options):
    """Search sentences of a language; return pairs of tokens and score."""
    options = {"max_length": language.longest, "eos_id": EOS, **options}
    first = np.full(len(sentences), EOS)
    found = search(language.step, language.start(sentences), first, **options)
    return [[(h.tokens, h.score) for h in best] for best in found]


def assert_same(found, expected):
    assert [tokens for tokens, _ in found] == [tokens for tokens, _ in expected]
    scores = [score for _, score in found]
    np.testing.assert_allclose(scores, [score for _, score in expected], rtol=1e-12)


def assert_beams_are_the_plain_way():
    for seed in range(8):
        language = Language(seed, vocab=4)
        for width in (1, 2, 3, 5):
            for length_penalty, divisor in DIVISORS.items():
                for n_best in {1, width // 2 + 1, width}:
                    how = {"width": width, "n_best": n_best}
                    (found,) = found_in(language, length_penalty=length_penalty, **how)
                    assert_same(found, plain_beam(language, divisor=divisor, **how))


def assert_wide_beams_find_the_best():
    for seed, (length_penalty, divisor) in enumerate(DIVISORS.items()):
        language = Language(seed)
        width = language.vocab**language.longest
        ((best,),) = found_in(language, width=width, length_penalty=length_penalty)
        assert_matches_enumeration(
            best[1],
            language.sequences(),
            lambda y, of=language, by=divisor: of.log_prob(y) / by(len(y)),
            combine=np.max,
        )


def assert_a_batch_is_its_sentences():
    language = Language(3, batch=6, vocab=4)
    sentences = [4, 0, 5, 1, 3]
    how = {"width": 3, "n_best": 3, "length_penalty": length_power(1.0)}
    lengths = np.array([4, 2, 3, 1, 4])
    together = found_in(language, sentences, max_length=lengths, **how)
    for sentence, length, found in zip(sentences, lengths, together, strict=True):
        (alone,) = found_in(language, [sentence], max_length=int(length), **how)
        assert found == alone
    assert len({found[0] for found in map(tuple, together)}) > 3


def assert_coverage_counts():
    changed = 0
    for seed in range(6):
        language = Language(seed, vocab=4)
        how = {"width": 4, "n_best": 4}
        (found,) = found_in(language, coverage_penalty=0.7, **how)
        assert_same(found, plain_beam(language, coverage_penalty=0.7, **how))
        changed += found != found_in(language, **how)[0]
    assert changed


def assert_variable_beams_of_a_batch_are_its_sentences():
    language = Language(3, batch=6, vocab=4)
    how = {"width": 3, "n_best": 3, "threshold": 0.5, "search": variable_beam}
    together = found_in(language, range(6), **how)
    alone = [found_in(language, [sentence], **how)[0] for sentence in range(6)]
    assert together == alone
    assert len({len(found) for found in together}) > 1


def assert_variable_beams_are_the_plain_way():
    widths = set()
    for seed in range(8):
        language = Language(seed, vocab=4)
        for threshold in (0.0, 0.2, 0.6, 1.0):
            how = {"width": 4, "n_best": 4, "threshold": threshold}
            (found,) = found_in(language, search=variable_beam, **how)
            assert_same(found, plain_beam(language, **how))
            widths.add(len(found))
    assert widths == {1, 2, 3, 4}


def assert_greedy_is_a_beam_of_one():
    language = Language(5, batch=9, vocab=4)
    sentences = list(range(9))
    limits = np.array([4, 4, 4, 1, 2, 3, 4, 4, 4])
    found = found_in(language, sentences, width=1, max_length=limits)
    rows = greedy(
        language.step, language.start(sentences), np.full(9, EOS), limits, EOS
    )
    assert len({len(tokens) for ((tokens, _),) in found}) > 2
    for row, ((tokens, _),) in zip(rows.tolist(), found, strict=True):
        assert row == list(tokens) + [EOS] * (rows.shape[1] - len(tokens))


def assert_nothing_is_computed_in_vain():
    """One row a living hypothesis: finished and hopeless ones cost nothing."""
    probs = np.array([[0.0, 0.5, 0.5], [0.0, 0.0, 1.0], [0.5, 0.0, 0.5]])
    calls = []

    def step(tokens, state):
        calls.append(tokens.tolist())
        with np.errstate(divide="ignore"):
            return np.log(probs[tokens]), state

    # After 1 and 2 come 1 2 (1/2), 2 0 (1/4), which is finished, and 2 2 (1/4), which
    # cannot become better than that; then 1 2 0 (1/4) and 1 2 2 (1/4), likewise.
    found = beam_search(step, None, [0], width=3, max_length=9, eos_id=0)
    assert calls == [[0], [1, 2], [2]]
    assert found[0][0].tokens == (2, 0)


def assert_trees_tell_the_search():
    language = Language(1, batch=3)
    options = {"width": 3, "max_length": language.longest, "eos_id": EOS, "n_best": 2}
    first = np.full(3, EOS)
    start = language.start([2, 0, 1])
    found, trees = beam_search(language.step, start, first, return_tree=True, **options)
    for sentence, best, tree in zip([2, 0, 1], found, trees, strict=True):
        assert tree.parents[0] == -1
        assert (tree.parents[1:] < np.arange(1, len(tree.parents))).all()
        assert tree.kept[tree.parents[1:]].all()
        assert not tree.kept.all()
        for node, log_prob in enumerate(tree.log_probs):
            tokens = tree.tokens[tree.path(node)[1:]].tolist()
            assert np.isclose(language.log_prob(tokens, sentence), log_prob)
        ends = [tuple(tree.tokens[tree.path(end)[1:]].tolist()) for end in tree.ends]
        assert ends == [hypothesis.tokens for hypothesis in best]
        depth = np.array([len(tree.path(node)) - 1 for node in range(len(tree.tokens))])
        for level in range(1, depth.max() + 1):
            here = depth == level
            worst_kept = tree.log_probs[here & tree.kept].min()
            dropped = tree.log_probs[here & ~tree.kept]
            assert (dropped <= worst_kept).all()
            assert 1 <= (here & tree.kept).sum() <= 3


def assert_truncation_is_by_hand():
    # Sixteenths 1, 6, 2, 4, 3: in order of size tokens 1, 3, 4, 2, 0.
    log_probs = np.log([[1, 6, 2, 4, 3], [3, 1, 6, 2, 4]]) - np.log(16)
    possible = [np.isfinite(keep_top_k(log_probs, k)).tolist() for k in (1, 3)]
    assert possible == [
        [[False, True, False, False, False], [False, False, True, False, False]],
        [[False, True, False, True, True], [True, False, True, False, True]],
    ]
    # 6 reach 6/16; 6 and 4 reach 10/16; 6, 4 and 3 reach 13/16; the last reach 16/16.
    for p, kept in [(0.01, 1), (0.37, 1), (0.38, 2), (0.62, 2), (0.63, 3), (1.0, 5)]:
        for scale in (0.0, 2.0):  # normalised or not
            cut = keep_top_p(log_probs + scale, p)
            assert np.isfinite(cut).sum(axis=1).tolist() == [kept, kept]
            assert np.isfinite(cut)[0, [1, 3, 4, 2, 0][:kept]].all()
            left = np.isfinite(cut)
            np.testing.assert_array_equal(cut[left], (log_probs + scale)[left])
