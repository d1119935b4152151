"""The vocabulary: which tokens a model knows, and the number of each."""

import operator
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from rnncourse.text._checks import refuse_one_string, require_strings
from rnncourse.text._files import load_as, save_document

EOS = "<eos>"
UNK = "<unk>"
_FORMAT = "rnncourse vocabulary 1"


@dataclass(frozen=True)
class Vocabulary:
    r"""An immutable list of tokens, each with an id and a count.

    The ids are $$0, 1, \dots, V-1$$: the special tokens first, in the order given,
    then the words by falling count, words of equal count in alphabetical order. The
    same text therefore always gives the same ids.

    A word that is not in the vocabulary gets the id of `<unk>`. A vocabulary without
    `<unk>` is *closed*: such a word is a `KeyError`. Vocabularies are values: equal
    when tokens, counts and specials are equal, hashable, never changed.

    Usually built by `Vocabulary.from_tokens`.

    Args:
        tokens: All tokens by id, a tuple of $$V$$ different `str`.
        counts: How often each token occurred, a tuple of $$V$$ `int`.
        specials: The tokens at the start of `tokens` that are marks and not words.

    Raises:
        ValueError: If a token occurs twice or is no `str`, if `counts` has another
            length or a negative entry, or if `tokens` does not start with `specials`.

    Example:

        >>> v = Vocabulary.from_tokens("the cat saw the dog".split())
        >>> v.tokens
        ('<eos>', '<unk>', 'the', 'cat', 'dog', 'saw')
        >>> v.counts
        (0, 0, 2, 1, 1, 1)
        >>> v.encode("the dog saw the giraffe".split())
        array([2, 4, 5, 2, 1], dtype=int32)
        >>> v.decode([2, 4, 5, 2, 1])
        ['the', 'dog', 'saw', 'the', '<unk>']
    """

    tokens: tuple[str, ...]
    counts: tuple[int, ...]
    specials: tuple[str, ...] = (EOS, UNK)
    _ids: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        for name in ("tokens", "counts", "specials"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        require_strings(self.tokens)
        if "" in self.tokens:
            raise ValueError("An empty string is among the tokens; leave it out.")
        ids = {token: id for id, token in enumerate(self.tokens)}
        if len(ids) != len(self.tokens):
            twice = next(t for t, n in Counter(self.tokens).items() if n > 1)
            raise ValueError(f"The token {twice!r} occurs twice; list each token once.")
        if self.tokens[: len(self.specials)] != self.specials:
            raise ValueError(
                f"The tokens start with {self.tokens[: len(self.specials)]} and "
                f"should start with the specials {self.specials}. Put the specials "
                "first, or say which tokens are special."
            )
        if len(self.counts) != len(self.tokens) or not all(
            isinstance(n, int | np.integer) and n >= 0 for n in self.counts
        ):
            raise ValueError(
                f"{len(self.counts)} counts came for {len(self.tokens)} tokens; give "
                "every token one whole number that is not negative."
            )
        object.__setattr__(self, "_ids", ids)

    @classmethod
    def from_tokens(cls, tokens, *, specials=(EOS, UNK), min_count=1, max_size=None):
        """Count tokens and keep the frequent ones.

        A special that occurs in the text itself is that special: the Penn Treebank
        writes `<unk>` for its rare words, and these are counted as `<unk>` here. The
        words that `min_count` and `max_size` leave out are counted as `<unk>` too.

        Args:
            tokens: The text, any iterable of `str`.
            specials: Marks that are in the vocabulary whether they occur or not.
            min_count: Words that occur less often are left out.
            max_size: The largest size, specials included; the rarest words are left
                out. `None` sets no limit.

        Returns:
            A `Vocabulary`.

        Raises:
            ValueError: If the text is empty or one string, if a token is no `str`, if
                no word is frequent enough, or if the specials already fill `max_size`.

        Example:

            >>> Vocabulary.from_tokens("a a a b b c".split(), max_size=4)
            Vocabulary(4 tokens: <eos>, <unk>, a, b)
            >>> closed = Vocabulary.from_tokens("a a b".split(), specials=())
            >>> closed["c"]
            Traceback (most recent call last):
            KeyError: "'c' is not among the 2 tokens ... and there is no '<unk>' ..."
        """
        refuse_one_string(tokens, "tokens")
        refuse_one_string(specials, "specials")
        specials = tuple(specials)
        if min_count < 1:
            raise ValueError(f"min_count must be 1 or more; {min_count} came.")
        if max_size is not None and max_size <= len(specials):
            raise ValueError(
                f"max_size={max_size} leaves no room for a word beside the "
                f"{len(specials)} specials; make it {len(specials) + 1} or more."
            )
        counts = Counter(tokens)
        if not counts:
            raise ValueError(
                "The text has no tokens, so there is nothing to count. Is the corpus "
                "empty, or was an iterator used up before it came here?"
            )
        require_strings(counts)
        marks = {special: counts.pop(special, 0) for special in specials}
        frequent = [token for token, count in counts.items() if count >= min_count]
        if counts and not frequent:
            raise ValueError(
                f"min_count={min_count} removes every word: the most frequent occurs "
                f"{max(counts.values())} times. Take a smaller min_count."
            )
        frequent.sort(key=lambda token: (-counts[token], token))
        room = len(frequent) if max_size is None else max_size - len(specials)
        kept = frequent[:room]
        if UNK in marks:
            marks[UNK] += counts.total() - sum(counts[token] for token in kept)
        return cls(
            tokens=specials + tuple(kept),
            counts=(*(marks[s] for s in specials), *(counts[token] for token in kept)),
            specials=specials,
        )

    def __len__(self):
        return len(self.tokens)

    def __iter__(self):
        return iter(self.tokens)

    def __contains__(self, token):
        return token in self._ids

    def __repr__(self):
        shown = ", ".join(self.tokens[:6]) + (", …" if len(self) > 6 else "")
        return f"Vocabulary({len(self)} tokens: {shown})"

    def __getitem__(self, token):
        return int(self.encode((token,))[0])

    @property
    def eos_id(self):
        """The id of `<eos>`, the end of a sentence; `KeyError` if there is none."""
        return self._mark(EOS)

    @property
    def unk_id(self):
        """The id of `<unk>`, the unknown word; `KeyError` if there is none."""
        return self._mark(UNK)

    def _mark(self, mark):
        if mark not in self._ids:
            raise KeyError(
                f"This vocabulary has no {mark!r}; its specials are {self.specials}. "
                f"Build it with {mark!r} among the specials."
            )
        return self._ids[mark]

    def token(self, id):
        r"""The token of one id.

        Args:
            id: A whole number, $$0 \le id < V$$.

        Returns:
            A `str`.

        Raises:
            ValueError: If the id is out of range or no whole number.
        """
        return self.decode([id])[0]

    def encode(self, tokens):
        """The ids of some tokens.

        Args:
            tokens: An iterable of `str`, as many as there are.

        Returns:
            ids, an int32 array of shape `(len(tokens),)`.

        Raises:
            KeyError: If a token is unknown and the vocabulary has no `<unk>`.
            ValueError: If a token is no `str`, or one string came instead of many.
        """
        refuse_one_string(tokens, "tokens")
        tokens = list(tokens)
        known = self._ids
        try:
            ids = np.array([known.get(token, -1) for token in tokens], np.int32)
        except TypeError:  # an unhashable token, such as a list
            ids = np.full(len(tokens), -1, np.int32)
        missing = np.flatnonzero(ids < 0)
        if missing.size:
            strangers = [tokens[i] for i in missing]
            require_strings(strangers)
            if UNK not in known:
                raise KeyError(
                    f"{strangers[0]!r} is not among the {len(self)} tokens of this "
                    f"vocabulary, and there is no {UNK!r} to stand for it. Add "
                    f"{UNK!r} to the specials, or build the vocabulary from text "
                    "that has the word."
                )
            ids[missing] = known[UNK]
        return ids

    def decode(self, ids):
        """The tokens of some ids.

        Args:
            ids: A one-dimensional array or a sequence of whole numbers.

        Returns:
            A list of `str`, as many as there are ids.

        Raises:
            ValueError: If an id is out of range or no whole number.
        """
        try:
            ids = [operator.index(id) for id in np.atleast_1d(ids).tolist()]
        except TypeError as error:
            raise ValueError(
                f"Ids are whole numbers in one dimension; {ids!r} came."
            ) from error
        if ids and (min(ids) < 0 or max(ids) >= len(self)):
            bad = min(ids) if min(ids) < 0 else max(ids)
            raise ValueError(
                f"The id {bad} is out of range: this vocabulary has the ids 0 to "
                f"{len(self) - 1}. Were the ids made with another vocabulary?"
            )
        tokens = self.tokens
        return [tokens[id] for id in ids]

    def save(self, path):
        """Write the vocabulary as JSON (UTF-8), aside first and then renamed."""
        save_document(path, _FORMAT, self.to_document())

    @classmethod
    def load(cls, path):
        """Read a vocabulary that `save` wrote.

        Args:
            path: The file.

        Returns:
            A `Vocabulary`, equal to the one that was saved.

        Raises:
            ValueError: If the file is of another kind, lists a token twice or lacks
                its specials; the message names the file.
        """
        advice = "Build the vocabulary again from its text and save it."
        return load_as(cls, path, _FORMAT, kind="vocabulary file", advice=advice)

    def to_document(self):
        """The vocabulary as a `dict` that JSON can hold."""
        tokens = {t: int(n) for t, n in zip(self.tokens, self.counts, strict=True)}
        return {"specials": list(self.specials), "tokens": tokens}

    @classmethod
    def from_document(cls, document):
        """The vocabulary that `to_document` made this `dict` of."""
        tokens = document["tokens"]
        return cls(tuple(tokens), tuple(tokens.values()), document["specials"])
