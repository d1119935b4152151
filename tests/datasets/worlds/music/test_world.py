import numpy as np
import pytest

from rnncourse.datasets.worlds import music_world
from rnncourse.datasets.worlds.music import harmony
from rnncourse.datasets.worlds.music.world import MusicWorld

WORLD = music_world()
PIECES = WORLD.sample(60, seed=7)


def cross_entropy(piece, on):
    return -np.log(np.where(piece, on, 1 - on)).sum()


def test_pieces_are_matrices_of_whole_phrases():
    assert {len(piece) for piece in PIECES} == {32, 40, 48, 56, 64}
    for piece in PIECES:
        assert piece.dtype == np.uint8
        assert piece.shape[1] == 88
        assert set(piece.sum(axis=1)) <= {3, 4}


def test_the_same_seeds_give_the_same_world_and_music():
    again = MusicWorld(0)
    for one, other in zip(again.sample(60, seed=7), PIECES, strict=True):
        np.testing.assert_array_equal(one, other)
    assert again.floor(PIECES) == WORLD.floor(PIECES)
    assert len(WORLD.sample(1, seed=8)[0]) != len(PIECES[0]) or not np.array_equal(
        WORLD.sample(1, seed=8)[0], PIECES[0]
    )


def test_another_seed_gives_another_progression():
    other = music_world(seed=1)
    assert other.floor(PIECES) != WORLD.floor(PIECES)
    # the music of another world is, on average, better known there
    theirs = other.sample(60, seed=7)
    assert other.floor(theirs) < WORLD.floor(theirs)
    assert WORLD.floor(PIECES) < other.floor(PIECES)


def test_every_frame_of_a_sample_is_possible():
    log_probs = WORLD.log_probs(PIECES)
    assert log_probs.shape == (sum(map(len, PIECES)),)
    assert np.isfinite(log_probs).all()
    assert (log_probs <= 0).all()


def test_log_probs_do_not_depend_on_the_pieces_around():
    alone = np.concatenate([WORLD.log_probs([piece]) for piece in PIECES[:5]])
    np.testing.assert_array_equal(WORLD.log_probs(PIECES[:5]), alone)
    assert WORLD.log_probs([]).shape == (0,)


def test_the_first_frame_by_hand():
    # 2 keys, 3 opening notes: the plain tonic chord of C with E on top
    first = harmony.frame(harmony.voices(0, 0, top=1))
    log_prob = WORLD.log_probs([first[None]])
    assert np.exp(log_prob) == pytest.approx([0.94 / 6])


def test_probabilities_of_keys_are_those_of_the_frames_added_up():
    piece = PIECES[0]
    on = WORLD.key_probabilities(piece)
    for time in (0, 1, 2, 6, 13):
        changed = [
            np.concatenate([piece[:time], frame[None]]) for frame in WORLD.frames
        ]
        last = np.exp([WORLD.log_probs([p])[-1] for p in changed])
        assert last.sum() == pytest.approx(1)
        np.testing.assert_allclose(on[time], last @ WORLD.frames, atol=1e-12)


def test_probabilities_of_keys_are_calibrated():
    on = np.concatenate([WORLD.key_probabilities(piece) for piece in PIECES])
    played = np.concatenate(PIECES)
    for low, high in [(0.02, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.98)]:
        some = (on > low) & (on < high)
        error = np.sqrt((on[some] * (1 - on[some])).sum()) / some.sum()
        # four voices move together, so the error is up to twice that of single keys
        assert abs(played[some].mean() - on[some].mean()) < 4 * 2 * error


def test_the_floor_of_independent_keys_is_above_the_true_one():
    assert WORLD.floor(PIECES) < WORLD.key_floor(PIECES) < 5
    by_hand = sum(cross_entropy(p, WORLD.key_probabilities(p)) for p in PIECES)
    frames = sum(map(len, PIECES))  # the mean is over frames and not over pieces
    assert WORLD.key_floor(PIECES) == pytest.approx(by_hand / frames)


def test_no_other_prediction_of_keys_beats_the_floor():
    floor = WORLD.key_floor(PIECES)
    frames = sum(map(len, PIECES))
    rng = np.random.default_rng(0)
    truths = [WORLD.key_probabilities(piece) for piece in PIECES]
    for size in (0.05, 0.2):
        total = 0
        for piece, on in zip(PIECES, truths, strict=True):
            odds = np.log((on + 1e-9) / (1 - on + 1e-9)) + size * rng.normal(
                size=on.shape
            )
            total += cross_entropy(piece, 1 / (1 + np.exp(-odds)))
        assert total / frames > floor


CHORD = {name: harmony.CHORDS.index(name) for name in harmony.CHORDS}


def piece_of(*plan):
    """A piece in C; every element is a chord and which of its notes is on top."""
    notes = [harmony.voices(0, CHORD[chord], top) for chord, top in plan]
    return np.stack([harmony.frame(frame) for frame in notes])


def test_the_opening_note_is_remembered_at_the_cadence():
    # Two beginnings that differ in frame 0 only at the top: C or E. Six frames
    # later, the chord before being the same G major, that note comes back.
    expected = {}
    for top in (0, 1):
        plan = [("I", top)] * 2 + [("IV", 1)] * 2 + [("ii", 1), ("V", 1), ("I", top)]
        expected[top] = WORLD.key_probabilities(piece_of(*plan))[6]
    c, e = 72 - 21, 76 - 21
    assert expected[0][c] > 0.9 > 0.1 > expected[0][e]
    assert expected[1][e] > 0.9 > 0.1 > expected[1][c]


def test_the_answer_is_remembered_in_the_next_phrase():
    # after the same six frames the second phrase answers as the first did
    likely = {}
    for answer in harmony.ANSWERS:
        first = [("I", 1)] * 2 + [(answer, 1), (answer, 1)]
        plan = [*first, ("iii", 1), ("V", 1), *[("I", 1)] * 4, (answer, 1)]
        likely[answer] = WORLD.key_probabilities(piece_of(*plan))[10]
    root = {"IV": 53, "V": 43, "vi": 45, "ii": 50}  # MIDI numbers of the bass
    for answer, on in likely.items():
        assert on[root[answer] - 21] > 0.9
        assert all(on[n - 21] < 0.1 for a, n in root.items() if a != answer)


def test_a_frame_of_other_music_is_impossible_from_there_on():
    piece = PIECES[0].copy()
    piece[3] = 0
    log_probs = WORLD.log_probs([piece, PIECES[1]])
    assert np.isfinite(log_probs[:3]).all()
    assert (log_probs[3 : len(piece)] == -np.inf).all()
    assert np.isfinite(log_probs[len(piece) :]).all()
    with pytest.raises(ValueError, match="Frame 3 does not belong"):
        WORLD.key_probabilities(piece)


@pytest.mark.parametrize("shape", [(88,), (4, 87), (1, 4, 88)])
def test_what_is_no_piece_is_refused(shape):
    with pytest.raises(ValueError, match=r"has the shape \(frames, 88\); got"):
        WORLD.log_probs([np.zeros(shape)])


def test_numbers_of_pieces_are_checked():
    assert WORLD.sample(0, seed=0) == ()
    with pytest.raises(ValueError, match="negative"):
        WORLD.sample(-1, seed=0)
    with pytest.raises(ValueError, match="negative"):
        WORLD.corpus(train=-1)


def test_the_three_parts_are_one_sample_in_a_row():
    corpus = WORLD.corpus(train=3, valid=2, test=1, seed=4)
    every = (*corpus.train, *corpus.valid, *corpus.test)
    for one, other in zip(every, WORLD.sample(6, seed=4), strict=True):
        np.testing.assert_array_equal(one, other)
    assert corpus.generated
    assert corpus.world is WORLD
    assert "3 / 2 / 1 pieces" in corpus.description
