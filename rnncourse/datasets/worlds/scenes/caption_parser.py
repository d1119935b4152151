"""From the words of a caption to what it claims."""

import re

from rnncourse.datasets.worlds.scenes.caption_meaning import CaptionMeaning, Phrase
from rnncourse.datasets.worlds.scenes.caption_words import (
    GROUND_NOUNS,
    NUMBERS,
    PLURALS,
    RELATION_WORDS,
    SIZE_WORDS,
    VOCABULARY,
)
from rnncourse.datasets.worlds.scenes.scene import COLOURS, GROUNDS

LONGEST = 1_000
_SINGULARS = {plural: noun for noun, plural in PLURALS.items()}


class Ungrammatical(ValueError):
    """A caption that means nothing.

    Example:
        >>> parse_caption("a circle red")
        Traceback (most recent call last):
        ...
        rnncourse...Ungrammatical: "a circle red" cannot be read: "red" after "a circle"
        is not what was expected, the end.
    """


def parse_caption(caption: str) -> CaptionMeaning:
    """Read a caption.

    Capital letters do not matter, commas and a full stop may stand at their word. The
    grammar, with `|` between choices and `[…]` around what may be left out:

    ```
    caption   = text [.]
    text      = [opening] list [ground]
              | ground there is list
              | phrase is relations [ground]
              | relation phrase [there] is phrase [ground]
    opening   = there is | we see | a picture of
    list      = item {(and | , | , and) item}
    item      = phrase
              | phrase [that is] relations
              | phrase with phrase relation it
    relations = relation phrase [that is relations] {and relation phrase [that is …]}
    relation  = [to the] left of | [to the] right of | above | over | below | under
    phrase    = (a | one | two | three | four) [size] [colour] noun
    size      = small | little | big | large
    noun      = circle | square | triangle | cross | thing
    ground    = on [a] (white | grey | black) (background | ground)
              | on (white | grey | black)
    ```

    Verbs (`is`, `are`), nouns and pronouns (`it`, `them`) agree with their number;
    after `there`, `are` is right as well if two or more things follow. `which` is as
    good as `that`. `and` before a relation goes on about the nearest thing that has a
    relation already: what is above the square in "a circle left of a square and above
    a cross" is the circle.

    Args:
        caption: The caption.

    Raises:
        Ungrammatical: If it has other words or another order, or more than a thousand
            words; the message tells the first word that does not fit.

    Example:
        >>> meaning = parse_caption("A little circle to the left of two squares.")
        >>> meaning.phrases[0]
        Phrase(number=None, size='small', colour=None, shape='circle')
        >>> meaning.relations
        ((0, 'left', 1),)
        >>> meaning == parse_caption("two squares with a small circle left of them")
        False
    """
    return _Reader(caption).caption()


class _Reader:
    """Reads from left to right and never returns: a word or two decide what comes.

    Where a reading fails, all that was read before is the beginning of a caption.
    """

    def __init__(self, caption: str) -> None:
        self.text = caption
        self.words = re.findall(r"[,.]|[^\s,.]+", caption.lower())
        self.at = 0
        self.phrases: list[Phrase] = []
        self.relations: list[tuple[int, str, int]] = []
        self.ground: str | None = None

    def caption(self) -> CaptionMeaning:
        if len(self.words) > LONGEST:  # sentences in sentences are read by recursion
            raise Ungrammatical(
                f'"{self.text[:40]} …" has {len(self.words):,} words; captions of '
                f"up to {LONGEST:,} can be read."
            )
        if self._on():
            self._take("there")
            self._list(self._verb())
        elif self._next("there"):
            self._list(self._verb())
        elif self._next("we"):
            self._take("see")
            self._list()
        elif self.words[self.at :][:2] == ["a", "picture"]:
            self.at += 2
            self._take("of")
            self._list()
        elif relation := self._relation():
            j = self._phrase()
            self._next("there")
            verb = self._verb()
            i = self._phrase()
            self._agree(verb, i)
            self.relations.append((i, relation, j))
        else:
            self._list(sentence=True)
        if self.ground is None:
            self._on()
        self._next(".")
        if self.at < len(self.words):
            raise self._stop("the end")
        return CaptionMeaning(tuple(self.phrases), tuple(self.relations), self.ground)

    def _list(self, verb: int | None = None, *, sentence: bool = False) -> None:
        first = self._phrase()
        if sentence and self._peek("is", "are"):
            self._agree(self._verb(), first)
            self._relations(first)
            return
        self._item(first)
        while self._next(",", "and"):
            if self.words[self.at - 1] == ",":
                self._next("and")
            self._item(self._phrase())
        plural = sum(phrase.number or 1 for phrase in self.phrases) > 1
        if verb is not None and not (plural and self.words[verb] == "are"):
            self._agree(verb, first)

    def _item(self, i: int) -> None:
        if self._next("with"):
            j = self._phrase()
            relation = self._relation()
            if not relation:
                raise self._stop("a relation")
            self._take("it" if self._single(i) else "them")
            self.relations.append((j, relation, i))
        elif not self._clause(i) and self._relation(look=True):
            self._relations(i)

    def _clause(self, i: int) -> bool:
        if not self._next("that", "which"):
            return False
        self._agree(self._verb(), i)
        self._relations(i)
        return True

    def _relations(self, i: int) -> None:
        while True:
            relation = self._relation()
            if not relation:
                raise self._stop("a relation")
            j = self._phrase()
            self.relations.append((i, relation, j))
            self._clause(j)
            if not self._peek("and") or not self._relation(look=True, skip=1):
                return
            self.at += 1

    def _relation(self, *, look: bool = False, skip: int = 0) -> str | None:
        start = self.at + skip
        for words, relation in RELATION_WORDS.items():
            if tuple(self.words[start : start + len(words)]) == words:
                if not look:
                    self.at = start + len(words)
                return relation
        return None

    def _phrase(self) -> int:
        """Read a phrase; returns its index."""
        number = NUMBERS.get(self._take("a", *NUMBERS))
        size = SIZE_WORDS.get(self._next(*SIZE_WORDS))
        colour = self._next(*COLOURS) or None
        word = self._take(*(PLURALS if (number or 1) == 1 else _SINGULARS))
        noun = _SINGULARS.get(word, word)
        shape = None if noun == "thing" else noun
        self.phrases.append(Phrase(number, size, colour, shape))
        return len(self.phrases) - 1

    def _on(self) -> bool:
        if not self._next("on"):
            return False
        article = self._next("a")
        self.ground = self._take(*GROUNDS)
        if not self._next(*GROUND_NOUNS) and article:
            raise self._stop("background")
        return True

    def _single(self, i: int) -> bool:
        return self.phrases[i].number in (None, 1)

    def _verb(self) -> int:
        """Read a verb; returns where it stands."""
        self._take("is", "are")
        return self.at - 1

    def _agree(self, verb: int, i: int) -> None:
        right = "is" if self._single(i) else "are"
        if self.words[verb] != right:
            self.at = verb
            raise self._stop(right)

    def _peek(self, *words: str) -> bool:
        return self.at < len(self.words) and self.words[self.at] in words

    def _next(self, *words: str) -> str:
        """Read one of these words, if it is there."""
        if not self._peek(*words):
            return ""
        self.at += 1
        return self.words[self.at - 1]

    def _take(self, *words: str) -> str:
        """Read one of these words, which must be there."""
        word = self._next(*words)
        if not word:
            raise self._stop(" or ".join(words))
        return word

    def _stop(self, expected: str) -> Ungrammatical:
        before = f' after "{" ".join(self.words[: self.at])}"' if self.at else ""
        if self.at == len(self.words):
            fault = f"the end{before} is not what was expected, {expected}"
        else:
            word = self.words[self.at]
            fault = f'"{word}"{before} is not what was expected, {expected}'
            if word not in VOCABULARY:
                fault = f'the word "{word}"{before} does not belong to this world'
        return Ungrammatical(f'"{self.text}" cannot be read: {fault}.')
