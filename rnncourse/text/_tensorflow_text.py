"""The one door to tensorflow_text: `str` in, `str` out, and nothing on stderr.

The tokenizers import this file when they first cut a text, and not before: importing
TensorFlow takes seconds, and a `Vocabulary` does not need it.
"""

import itertools

from rnncourse._quiet import silent_stderr

import tensorflow as tf
import tensorflow_text
from tensorflow_text.python.ops import bert_tokenizer
from tensorflow_text.tools.wordpiece_vocab import wordpiece_tokenizer_learner_lib


def sentencepiece_cutter(model):
    """A function that cuts texts with a SentencePiece model given as `bytes`."""
    # SentencePiece logs from C++ when a model is loaded.
    with silent_stderr():
        tokenizer = tensorflow_text.SentencepieceTokenizer(model, out_type=tf.string)
    return lambda texts: _strings(tokenizer.tokenize(_tensor(texts)))


def wordpiece_cutter(tokens, unknown):
    """A function that cuts texts into the longest WordPieces among `tokens`."""
    tokenizer = tensorflow_text.FastWordpieceTokenizer(
        list(tokens), unknown_token=unknown, token_out_type=tf.string
    )
    return lambda texts: _strings(tokenizer.tokenize(_tensor(texts)))


def cut_words(texts):
    """Runs of letters and digits, and every other sign for itself; spaces go."""
    spaces = r"\s\p{Z}\x{0B}\x{1C}-\x{1F}\x{85}"  # what str.split takes for one
    sign = rf"[^{spaces}\p{{L}}\p{{M}}\p{{N}}]"
    return _strings(
        tensorflow_text.regex_split(
            _tensor(_without_nul(texts)),
            delim_regex_pattern=f"[{spaces}]+|{sign}",
            keep_delim_regex_pattern=sign,
        )
    )


def sentence_ends(texts):
    """Where the sentences of each text start and end, as pairs of byte positions."""
    breaker = tensorflow_text.StateBasedSentenceBreaker()
    _, starts, ends = breaker.break_sentences_with_offsets(_tensor(texts))
    return [
        list(zip(*pair, strict=True))
        for pair in zip(starts.to_list(), ends.to_list(), strict=True)
    ]


def wordpiece_learner(texts, reserved):
    """A function from a threshold to the WordPieces that occur at least that often.

    Also returns a threshold that no piece reaches. The steps are those of
    `bert_vocab_from_dataset`. Its own search for the threshold is left aside: it
    starts at the top, takes three times as long on a text like the Penn Treebank, and
    its last step may exceed the size asked for.
    """
    texts = _without_nul(texts)
    splitter = bert_tokenizer.BasicTokenizer()
    thousands = (texts[i : i + 1000] for i in range(0, len(texts), 1000))
    counts = wordpiece_tokenizer_learner_lib.count_words(
        splitter.tokenize(_tensor(lines)) for lines in thousands
    )
    unreached = 1 + sum(len(word) * count for word, count in counts.items())
    # `learn` admits thresholds from the smallest to the largest count of a word, but
    # parts of words occur more often than words. Reserved tokens stretch that range
    # and are otherwise left out.
    lowest, highest = reserved
    counts |= {lowest: 1, highest: unreached}

    def learn(threshold):
        return wordpiece_tokenizer_learner_lib.learn(
            counts,
            vocab_size=0,  # with both bounds given there is nothing to search
            reserved_tokens=[lowest, highest],
            lower_thresh=threshold,
            upper_thresh=threshold,
        )

    return learn, unreached


def _tensor(texts):
    return tf.constant(texts, dtype=tf.string, shape=(len(texts),))


def _without_nul(texts):
    # tensorflow-text's regular expressions take NUL for the end of the text.
    return [text.replace("\0", " ") for text in texts]


def _strings(ragged):
    pieces = [piece.decode("utf-8") for piece in ragged.flat_values.numpy()]
    ends = ragged.row_splits.numpy().tolist()
    return [pieces[i:j] for i, j in itertools.pairwise(ends)]
