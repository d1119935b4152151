"""Short pieces for four voices, and how well they can be predicted at best."""

from functools import lru_cache
from itertools import product

import numpy as np

from rnncourse.datasets.corpora import MusicCorpus
from rnncourse.datasets.worlds.music import harmony
from rnncourse.datasets.worlds.music.hidden_chain import HiddenChain

_PHRASES = (4, 5, 6, 7, 8)  # of a piece, equally often


class MusicWorld:
    r"""Generated music: pieces without end, and the truth about them.

    A piece has a key, an opening note and an answer, drawn once; behind its frames
    runs a Markov chain of chords, whose notes are held and now and then ornamented
    (`harmony` tells the rules). A frame $x_t \in \{0, 1\}^{88}$ may fit several
    chords of several keys, so the chain is hidden; the forward algorithm gives
    $P(x_t \mid x_{<t})$ exactly, and with it two floors, both in nats per frame:

    $$ H = -\frac{1}{N} \sum_t \ln P(x_t \mid x_{<t}), \qquad
       H_\perp = -\frac{1}{N} \sum_t \sum_{k=1}^{88} \ln P(x_{tk} \mid x_{<t})
       \ \ge\ H \text{ on average} $$

    The sums run over all $N$ frames of all pieces. $H$ is what the true model scores.
    A recurrent network with 88 sigmoids treats the keys of a frame as independent once
    the past is known; the best of that kind scores $H_\perp$, though a chord is a
    choice of several notes together. What lies between is what the output layers of
    an RNN-RBM or RNN-NADE are for.

    The number of phrases is drawn apart from everything else, so that the length of a
    piece tells nothing about its notes. Get a world from `music_world`.

    Args:
        seed: Decides how chords like to follow each other.

    Example:
        >>> world = music_world()
        >>> pieces = world.sample(20, seed=3)
        >>> world.floor(pieces) < world.key_floor(pieces) < 5
        True
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        chords = harmony.progression(np.random.default_rng(seed))
        tonics = list(harmony.TONICS.values())
        openings = range(len(harmony.TONES))
        answers = [harmony.CHORDS.index(chord) for chord in harmony.ANSWERS]
        groups = (len(tonics), len(openings), len(answers))
        states = len(harmony.STATES)

        start = np.zeros((*groups, states))
        for opening in openings:
            state = harmony.STATES.index((0, opening))
            start[:, opening, :, state] = 1 / np.prod(groups)
        steps = [
            harmony.steps_of(chords, *piece)
            for piece in product(tonics, openings, answers)
        ]
        steps = np.stack(steps, axis=1)
        self.frames, shown = _frames_shown(tonics)
        self.chain = HiddenChain(
            start,
            steps.reshape(harmony.PHRASE, *groups, states, states),
            shown[:, :, None, None],
        )
        self._symbols = {row.tobytes(): i for i, row in enumerate(self.frames)}

    def __repr__(self) -> str:
        return f"MusicWorld(seed={self.seed})"

    def sample(self, pieces: int, *, seed: int) -> tuple[np.ndarray, ...]:
        """Draw pieces.

        Args:
            pieces: How many.
            seed: Decides which.

        Returns:
            As many arrays of 0 and 1, `(frames, 88)` uint8.

        Raises:
            ValueError: If the number is negative.

        Example:
            >>> [piece.shape for piece in music_world().sample(3, seed=1)]
            [(48, 88), (48, 88), (56, 88)]
        """
        if pieces < 0:
            raise ValueError(f"The number of pieces must not be negative: {pieces}.")
        rng = np.random.default_rng(seed)
        lengths = harmony.PHRASE * rng.choice(_PHRASES, pieces)
        return tuple(self.frames[self.chain.sample(int(n), rng)] for n in lengths)

    def corpus(
        self, *, train: int = 400, valid: int = 50, test: int = 100, seed: int = 0
    ) -> MusicCorpus:
        """Draw pieces to learn from, to choose by and to report.

        Args:
            train: Pieces to learn from.
            valid: Pieces to choose by.
            test: Pieces to report.
            seed: Decides which.

        Raises:
            ValueError: If a number is negative.

        Example:
            >>> music_world().corpus(train=5, valid=2, test=2)
            MusicCorpus('world music', train: 5, valid: 2, test: 2 pieces)
        """
        sizes = (train, valid, test)
        if min(sizes) < 0:
            raise ValueError(f"Numbers of pieces must not be negative: {sizes}.")
        pieces = self.sample(sum(sizes), seed=seed)
        return MusicCorpus(
            name="world music",
            train=pieces[:train],
            valid=pieces[train : train + valid],
            test=pieces[train + valid :],
            generated=True,
            description=(
                f"generated world 'music' (seed {self.seed}): {train:,} / {valid:,} / "
                f"{test:,} pieces (train / valid / test); how well they can be "
                "predicted is known"
            ),
            world=self,
        )

    def log_probs(self, pieces) -> np.ndarray:
        """Natural log-probability of every frame under the true model.

        Args:
            pieces: Arrays of 0 and 1, `(frames, 88)` each.

        Returns:
            `(frames of all pieces,)` float64, in order. From the first frame on that
            this music cannot have, a piece has minus infinity.

        Raises:
            ValueError: If a piece has another shape.

        Example:
            >>> world = music_world()
            >>> first = world.log_probs(world.sample(1, seed=3))[0]
            >>> round(float(np.exp(-first)), 1)  # two keys, three notes, ornaments
            6.4
        """
        rows = [self.chain.log_probs(self._read(piece, stop=True)) for piece in pieces]
        rows = [
            np.pad(row, (0, len(piece) - len(row)), constant_values=-np.inf)
            for row, piece in zip(rows, pieces, strict=True)
        ]
        return np.concatenate([np.zeros(0), *rows])

    def key_probabilities(self, piece) -> np.ndarray:
        r"""Probability of every key in every frame, given the frames before it.

        Args:
            piece: An array of 0 and 1, `(frames, 88)`.

        Returns:
            $P(x_{tk} = 1 \mid x_{<t})$, `(frames, 88)` float64.

        Raises:
            ValueError: If the piece has another shape, or a frame that this music
                cannot have.

        Example:
            >>> world = music_world()
            >>> (piece,) = world.sample(1, seed=3)
            >>> on = world.key_probabilities(piece)[0]
            >>> round(float(on.sum()), 2)  # in three of a hundred the bass is silent
            3.97
        """
        return self.chain.predictions(self._read(piece)) @ self.frames

    def floor(self, pieces) -> float:
        """What the true model scores: nats per frame, over all frames of all pieces.

        Args:
            pieces: Arrays of 0 and 1, `(frames, 88)` each; at least one.

        Example:
            >>> world = music_world()
            >>> round(world.floor(world.corpus().test), 2)
            1.41
        """
        return float(-self.log_probs(pieces).mean())

    def key_floor(self, pieces) -> float:
        """What the best model scores that predicts the keys of a frame independently.

        Args:
            pieces: Arrays of 0 and 1, `(frames, 88)` each; at least one.

        Returns:
            Nats per frame, summed over the keys, averaged over all frames of all
            pieces.

        Example:
            >>> world = music_world()
            >>> round(world.key_floor(world.corpus().test), 2)
            3.86
        """
        total = 0.0
        for piece in pieces:
            on = self.key_probabilities(piece)
            total -= np.log(np.where(piece, on, 1 - on)).sum()
        return float(total / sum(len(piece) for piece in pieces))

    def _read(self, piece, *, stop=False):
        piece = np.asarray(piece)
        if piece.ndim != 2 or piece.shape[1] != harmony.KEYS:
            raise ValueError(
                f"A piece has the shape (frames, {harmony.KEYS}); got {piece.shape}."
            )
        symbols = []
        for number, row in enumerate(piece.astype(np.uint8)):
            if (symbol := self._symbols.get(row.tobytes())) is None:
                if stop:
                    break
                raise ValueError(f"Frame {number} does not belong to this music.")
            symbols.append(symbol)
        return np.array(symbols, np.int64)


def _frames_shown(tonics):
    """All different frames, and how often a state shows each, on weak and strong."""
    places, entries = {}, []
    for group, tonic in enumerate(tonics):
        for state, (chord, top) in enumerate(harmony.STATES):
            for figure, name in enumerate(harmony.FIGURES):
                row = harmony.frame(harmony.voices(tonic, chord, top, name))
                place = places.setdefault(row.tobytes(), len(places))
                entries.append((group, state, place, figure))
    shown = np.zeros((2, len(tonics), len(harmony.STATES), len(places)))
    for group, state, place, figure in entries:
        shown[0, group, state, place] += harmony.STRONG[figure]
        shown[1, group, state, place] += harmony.WEAK[figure]
    frames = np.frombuffer(b"".join(places), np.uint8).reshape(-1, harmony.KEYS)
    return frames, shown


@lru_cache(maxsize=4)
def music_world(seed: int = 0) -> MusicWorld:
    """The generated music of a seed, built once.

    Args:
        seed: Decides how chords like to follow each other.

    Example:
        >>> music_world(seed=3)
        MusicWorld(seed=3)
    """
    return MusicWorld(seed)
