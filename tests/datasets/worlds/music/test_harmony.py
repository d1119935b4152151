import numpy as np
import pytest

from rnncourse.datasets.worlds.music import harmony

CASES = [
    (tonic, chord, top)
    for tonic in harmony.TONICS.values()
    for chord, top in harmony.STATES
]


def test_a_chord_consists_of_its_root_third_and_fifth():
    # G major: the fifth degree of C, the fourth of D, the first of G
    for tonic, degree in [(0, "V"), (2, "IV"), (7, "I")]:
        notes = harmony.voices(tonic, harmony.CHORDS.index(degree), top=2)
        assert [note % 12 for note in notes] == [7, 11, 2, 2]
    # D minor, the second degree of C: D, F, A
    notes = harmony.voices(0, harmony.CHORDS.index("ii"), top=0)
    assert [note % 12 for note in notes] == [2, 5, 9, 2]


@pytest.mark.parametrize("figure", harmony.FIGURES)
def test_voices_keep_to_the_keyboard_and_do_not_cross(figure):
    for case in CASES:
        notes = harmony.voices(*case, figure)
        assert notes == sorted(set(notes)), case
        assert 21 <= notes[0] <= notes[-1] <= 108
        assert len(notes) == (3 if figure == "rest" else 4)


@pytest.mark.parametrize(("figure", "sign"), [("upper", 1), ("lower", -1)])
def test_an_ornament_is_a_step_within_the_scale(figure, sign):
    for tonic, chord, top in CASES:
        plain = harmony.voices(tonic, chord, top)
        *lower, soprano = harmony.voices(tonic, chord, top, figure)
        assert lower == plain[:-1]
        assert sign * (soprano - plain[-1]) in (1, 2)
        assert (soprano - tonic) % 12 in harmony.SCALE


def test_a_frame_has_the_keys_of_its_notes():
    assert np.flatnonzero(harmony.frame([21, 60, 108])).tolist() == [0, 39, 87]


def test_a_phrase_goes_by_its_plan():
    chords = harmony.progression(np.random.default_rng(0))
    answer = harmony.CHORDS.index("IV")
    steps = harmony.steps_of(chords, 5, opening=1, answer=answer)
    np.testing.assert_allclose(steps.sum(axis=-1), 1)
    assert (steps >= 0).all()

    home = harmony.STATES.index((0, 1))
    assert (steps[6][:, home] == 1).all()
    assert (steps[0][:, home] == 0.6).all()
    on_answer = [chord == answer for chord, _ in harmony.STATES]
    np.testing.assert_allclose(steps[2][:, on_answer].sum(axis=1), 1)
    assert all((steps[place] == np.eye(18)).all() for place in (1, 7))
    # a new chord is a new chord
    assert all(steps[4][s, s] == 0 for s in range(18))


def test_the_soprano_prefers_near_notes():
    chords = harmony.progression(np.random.default_rng(0))
    move = harmony.steps_of(chords, 0, opening=0, answer=3)[4]
    start = harmony.STATES.index((0, 0))  # C5 = 72, over C major
    dominant = harmony.CHORDS.index("V")  # G5, B4 or D5
    leaps = {
        abs(harmony.soprano_note(0, dominant, top) - 72): move[
            start, harmony.STATES.index((dominant, top))
        ]
        for top in range(3)
    }
    assert leaps.keys() == {7, 1, 2}
    assert leaps[1] > leaps[2] > leaps[7] > 0
    assert leaps[1] / leaps[7] == pytest.approx(np.exp(3))  # (7 - 1) / 2
