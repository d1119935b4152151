"""The grammar of captions: what can be read, what it means, and what cannot."""

import random

import pytest

from rnncourse.datasets.worlds import Ungrammatical, parse_caption, scene_world
from rnncourse.datasets.worlds.scenes.caption_meaning import CaptionMeaning, Phrase


def a(shape):
    return Phrase(None, None, None, shape)


def means(*phrases, relations=(), ground=None):
    return CaptionMeaning(phrases, tuple(relations), ground)


CIRCLE_LEFT = means(a("circle"), a("square"), relations=[(0, "left", 1)])
SQUARE_FIRST = means(a("square"), a("circle"), relations=[(1, "left", 0)])
AND_BELOW = means(
    *(a("circle"), a("square"), a("cross")),
    relations=[(0, "left", 1), (0, "below", 2)],
)
CHAIN = means(
    *(a("circle"), a("square"), a("cross")),
    relations=[(0, "left", 1), (1, "below", 2)],
)
MEANINGS = {
    "a circle": means(a("circle")),
    "A CIRCLE.": means(a("circle")),
    "a thing": means(a(None)),
    "one circle": means(Phrase(1, None, None, "circle")),
    "four small red crosses": means(Phrase(4, "small", "red", "cross")),
    "two things": means(Phrase(2, None, None, None)),
    "a little green triangle": means(Phrase(None, "small", "green", "triangle")),
    "a large thing": means(Phrase(None, "big", None, None)),
    "there is a circle": means(a("circle")),
    "we see a circle": means(a("circle")),
    "a picture of a circle": means(a("circle")),
    "a circle on a black background": means(a("circle"), ground="black"),
    "a circle on white ground .": means(a("circle"), ground="white"),
    "a circle on grey": means(a("circle"), ground="grey"),
    "on a grey ground there is a circle": means(a("circle"), ground="grey"),
    "a circle and a square": means(a("circle"), a("square")),
    "there is a circle and a square": means(a("circle"), a("square")),
    "there are a circle and a square": means(a("circle"), a("square")),
    "a circle, a square and a cross": means(a("circle"), a("square"), a("cross")),
    "a circle , a square , and a cross": means(a("circle"), a("square"), a("cross")),
    "a circle left of a square": CIRCLE_LEFT,
    "a circle to the left of a square": CIRCLE_LEFT,
    "a circle is left of a square": CIRCLE_LEFT,
    "there is a circle that is left of a square": CIRCLE_LEFT,
    "left of a square is a circle": SQUARE_FIRST,
    "to the left of a square there is a circle": SQUARE_FIRST,
    "a square with a circle left of it": SQUARE_FIRST,
    "a circle left of a square and below a cross": AND_BELOW,
    "a circle that is left of a square and under a cross": AND_BELOW,
    "a circle left of a square which is below a cross": CHAIN,
    "a circle is left of a square that is under a cross": CHAIN,
    "a circle left of a square and a cross": means(
        a("circle"), a("square"), a("cross"), relations=[(0, "left", 1)]
    ),
    "two circles with a square over them": means(
        Phrase(2, None, None, "circle"), a("square"), relations=[(1, "above", 0)]
    ),
    "two circles are right of a square": means(
        Phrase(2, None, None, "circle"), a("square"), relations=[(0, "right", 1)]
    ),
}
# The beginning that can be read, and the word behind it that does not fit.
UNGRAMMATICAL = {
    "": "the end",
    "a": 'the end after "a"',
    "circle": '"circle"',
    "a red": 'the end after "a red"',
    "a circles": '"circles" after "a"',
    "two circle": '"circle" after "two"',
    "a circle red": '"red" after "a circle"',
    "a red small circle": '"small" after "a red"',
    "there is two circles": '"is" after "there"',
    "there are a circle": '"are" after "there"',
    "there is two circles and a square": '"is" after "there"',
    "two circles is above a square": '"is" after "two circles"',
    "above a square are a circle": '"are" after "above a square"',
    "a circle that are left of a square": '"are" after "a circle that"',
    "a circle and": 'the end after "a circle and"',
    "a circle above": 'the end after "a circle above"',
    "a circle left a square": '"left" after "a circle"',
    "a circle to the above a square": '"to" after "a circle"',
    "a circle a square": '"a" after "a circle"',
    "a circle with a square": 'the end after "a circle with a square"',
    "a circle with a square left of them": '"them" after',
    "a circle on a white": 'the end after "a circle on a white"',
    "a circle on red": '"red" after "a circle on"',
    "a circle on white on black": '"on" after "a circle on white"',
    "on white there is a circle on white": '"on" after "on white there is a circle"',
    "on white": 'the end after "on white"',
    "on white a circle": '"a" after "on white"',
    "left of a circle a square": '"a" after "left of a circle"',
    "a circle is red": '"red" after "a circle is"',
    "a circle . a square": '"a" after "a circle ."',
    "a dog": 'the word "dog" after "a" does not belong',
    "five things": 'the word "five" does not belong',
    "a circle!": 'the word "circle!" after "a" does not belong',
}


@pytest.mark.parametrize("caption", MEANINGS)
def test_a_caption_means_what_it_says(caption):
    assert parse_caption(caption) == MEANINGS[caption]


@pytest.mark.parametrize("caption", UNGRAMMATICAL)
def test_what_is_no_caption_is_told_with_the_word_that_does_not_fit(caption):
    with pytest.raises(Ungrammatical) as raised:
        parse_caption(caption)
    head = f'"{caption}" cannot be read: {UNGRAMMATICAL[caption]}'
    assert str(raised.value).startswith(head)


def test_dropping_or_doubling_a_word_is_noticed_or_changes_little():
    # No word of a caption is skipped: without it the caption is no caption, or means
    # another thing, unless it is one of those that mean nothing.
    empty = {"on", "a", "of", "the", "to", "there", "is", "are", "that", "which"}
    empty |= {"background", "ground", "we", "see", "picture", "and", "with"}
    for item in scene_world("small").captions().valid[:60]:
        for caption in item.captions:
            words = caption.split()
            for place, word in enumerate(words):
                short = " ".join(words[:place] + words[place + 1 :])
                double = " ".join([*words[: place + 1], *words[place:]])
                with pytest.raises(Ungrammatical):
                    parse_caption(double)
                try:
                    same = parse_caption(short) == parse_caption(caption)
                except Ungrammatical:
                    continue
                assert not same or word in empty, (caption, word)


def test_whatever_words_come_are_read_or_refused():
    rng = random.Random(0)
    world = scene_world("small")
    captions = [c for item in world.captions().valid for c in item.captions]
    read = 0
    for caption in rng.sample(captions, 800):
        words = caption.split()
        for _ in range(rng.choice([1, 1, 2])):
            word = rng.choice(world.vocabulary)
            place = rng.randrange(len(words) + 1)
            words[place : place + rng.choice([0, 1, 1])] = [word]
        try:
            meaning = parse_caption(" ".join(words))
        except Ungrammatical:
            continue
        assert meaning.phrases
        assert all(0 <= i < len(meaning.phrases) for i, _, _ in meaning.relations)
        read += 1
    assert 10 < read < 400
    for length in range(40):
        with pytest.raises(Ungrammatical):
            parse_caption(" ".join(rng.choices(world.vocabulary, k=length)) + " of")


def test_a_caption_may_be_long_but_not_without_end():
    nested = "a circle left of " * 1 + "a circle that is left of " * 150 + "a circle"
    assert len(parse_caption(nested).relations) == 151
    with pytest.raises(Ungrammatical, match="2,003 words; captions of up to 1,000"):
        parse_caption("a circle and " * 667 + "a circle")


def test_every_word_of_the_vocabulary_can_be_used():
    world = scene_world("small")
    used = {word for caption in MEANINGS for word in caption.lower().split()}
    items = world.captions().train
    used |= {word for item in items for c in item.captions for word in c.split()}
    assert used - {"circle.", "circle,"} == set(world.vocabulary)
