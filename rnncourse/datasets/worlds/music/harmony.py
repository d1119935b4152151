r"""A small theory of harmony: chords of a key, voices that lead, phrases of four bars.

A phrase has 8 frames, four bars of two. Its plan:

| frame | what happens |
|---|---|
| 0 | the tonic chord, with the piece's opening note on top (later phrases: or vi) |
| 2 | the piece's answer: one chord, the same in every phrase |
| 3 | in every other case a new chord, as the progression has it |
| 4 | a new chord |
| 5 | the dominant, mostly |
| 6 | the cadence: the tonic chord again, and again the opening note on top |

Between these frames notes are held, but for ornaments. Three things must be remembered
that the last frame does not show: the key of the piece, its opening note and answer,
and the place in the phrase.
"""

import numpy as np

KEYS = 88
LOWEST_KEY = 21  # MIDI number of key 0
PHRASE = 8

TONICS = {"C": 0, "G": 7}
SCALE = (0, 2, 4, 5, 7, 9, 11)
CHORDS = ("I", "ii", "iii", "IV", "V", "vi")  # the degree is the place
ANSWERS = ("IV", "V", "vi", "ii")
TONES = (0, 2, 4)  # root, third and fifth, in steps of the scale
STATES = [(chord, top) for chord in range(len(CHORDS)) for top in range(len(TONES))]

# How readily a chord is followed by another; a seed makes them a little different.
PROGRESSION = np.array(
    [
        # I   ii  iii  IV   V   vi
        [0.0, 1.0, 0.5, 2.0, 2.0, 1.5],
        [0.5, 0.0, 0.1, 0.5, 3.0, 0.5],
        [0.2, 0.3, 0.0, 2.0, 0.3, 2.0],
        [1.0, 1.0, 0.1, 0.0, 2.5, 0.2],
        [3.0, 0.1, 0.2, 0.3, 0.0, 1.0],
        [0.2, 1.5, 0.3, 2.0, 1.0, 0.0],
    ]
)
FIGURES = ("plain", "upper", "lower", "octave", "rest")
# On the first frame of a bar, on the second.
STRONG = (0.94, 0.0, 0.0, 0.03, 0.03)
WEAK = (0.70, 0.12, 0.06, 0.10, 0.02)


def voices(tonic, chord, top, figure="plain"):
    """Return the MIDI numbers of the notes of a chord, the bass first.

    Args:
        tonic: Semitones of the key above C.
        chord: Place in `CHORDS`.
        top: Place in `TONES` of the soprano's note.
        figure: How it is ornamented: `"plain"`; `"upper"` and `"lower"`, the soprano
            steps to a neighbour; `"octave"`, the bass leaps down; `"rest"`, it is
            silent.

    Returns:
        Three or four integers.

    Example:
        >>> voices(TONICS["C"], CHORDS.index("I"), top=1)
        [48, 64, 67, 76]
        >>> voices(TONICS["C"], CHORDS.index("I"), top=1, figure="upper")
        [48, 64, 67, 77]
        >>> voices(TONICS["G"], CHORDS.index("IV"), top=1) == voices(0, 0, top=1)
        True
    """
    root, third, fifth = (_pitch_class(tonic, chord + tone) for tone in TONES)
    soprano = soprano_note(tonic, chord, top)
    step = {"upper": 1, "lower": -1}.get(figure, 0)
    if step:
        neighbour = _pitch_class(tonic, chord + TONES[top] + step)
        soprano += step * ((step * (neighbour - soprano)) % 12)
    bass = _above(43, root)
    low = {"rest": [], "octave": [bass - 12]}.get(figure, [bass])
    tenor = _above(55, third)
    return [*low, tenor, _above(tenor, fifth), soprano]


def soprano_note(tonic, chord, top):
    """Return the MIDI number of the highest voice, between B4 and B♭5.

    Example:
        >>> soprano_note(TONICS["G"], CHORDS.index("I"), top=0)
        79
    """
    return _above(71, _pitch_class(tonic, chord + TONES[top]))


def frame(notes):
    """Return notes as one row of a piano roll.

    Args:
        notes: MIDI numbers.

    Returns:
        `(88,)` uint8.

    Example:
        >>> np.flatnonzero(frame([48, 76])).tolist()
        [27, 55]
    """
    row = np.zeros(KEYS, np.uint8)
    row[np.array(notes) - LOWEST_KEY] = 1
    return row


def progression(rng):
    """Draw how chords follow each other: probabilities near `PROGRESSION`.

    Args:
        rng: A NumPy generator.

    Returns:
        `(chords, chords)`, rows sum to one.

    Example:
        >>> progression(np.random.default_rng(0)).sum(axis=1).round(9).tolist()
        [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    """
    weights = PROGRESSION * rng.gamma(8, 1 / 8, PROGRESSION.shape)
    return weights / weights.sum(axis=1, keepdims=True)


def steps_of(chords, tonic, opening, answer):
    """Return how a piece goes on, at each of the 8 places of a phrase.

    Args:
        chords: `(chords, chords)`, how chords follow each other.
        tonic: Semitones of the key above C.
        opening: Place in `TONES` of the piece's opening note.
        answer: Place in `CHORDS` of the piece's answer.

    Returns:
        `(8, states, states)`, rows sum to one; a state is a chord with one of its
        notes on top.

    Example:
        >>> steps = steps_of(progression(np.random.default_rng(0)), 0, 0, 4)
        >>> bool((steps[1] == np.eye(18)).all()), bool((steps[6, :, 0] == 1).all())
        (True, True)
    """
    always = np.eye(len(CHORDS))
    lead = _leading(tonic)
    hold = np.eye(len(STATES))
    home = np.zeros_like(hold)
    home[:, STATES.index((0, opening))] = 1
    move = _move(chords, lead)

    steps = np.stack([hold] * PHRASE)
    steps[0] = 0.6 * home + 0.4 * _move(always[[5] * len(CHORDS)], lead)
    steps[2] = _move(always[[answer] * len(CHORDS)], lead)
    steps[3] = 0.5 * hold + 0.5 * move
    steps[4] = move
    steps[5] = 0.8 * _move(always[[4] * len(CHORDS)], lead) + 0.2 * move
    steps[6] = home
    return steps


def _leading(tonic):
    """How the soprano chooses among the notes of a new chord: near ones mostly."""
    notes = np.array([soprano_note(tonic, chord, top) for chord, top in STATES])
    weights = np.exp(-np.abs(notes[:, None] - notes) / 2.0)
    weights = weights.reshape(len(STATES), len(CHORDS), len(TONES))
    return weights / weights.sum(axis=-1, keepdims=True)


def _move(chords, lead):
    chord_of = [chord for chord, _ in STATES]
    return (chords[chord_of][:, :, None] * lead).reshape(len(STATES), len(STATES))


def _pitch_class(tonic, step):
    return (tonic + SCALE[step % len(SCALE)]) % 12


def _above(lowest, pitch_class):
    return lowest + (pitch_class - lowest) % 12
