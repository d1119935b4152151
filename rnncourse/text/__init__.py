"""Text to ids and back: what is a token, and which number does it get?

A language model reads numbers. Let us give it numbers for four sentences.

    >>> from rnncourse.text import Vocabulary, encode_stream, CharacterTokenizer
    >>> from rnncourse.text import WordTokenizer, WordPieceTokenizer
    >>> from rnncourse.text import SentencePieceTokenizer
    >>> sentences = [
    ...     "the cat walks home .",
    ...     "the dog walks home .",
    ...     "the cat walked and the dog talked .",
    ...     "a cat talks , a dog walks .",
    ... ]

The simplest token is what stands between two spaces. A `Vocabulary` counts the tokens
and numbers them, the frequent ones first, after two marks: `<eos>` ends a sentence and
`<unk>` stands for every word that is not known.

    >>> vocabulary = Vocabulary.from_tokens(" ".join(sentences).split())
    >>> vocabulary
    Vocabulary(14 tokens: <eos>, <unk>, ., the, cat, dog, …)
    >>> encode_stream(sentences[:2], vocabulary)
    array([3, 4, 6, 8, 2, 0, 3, 5, 6, 8, 2, 0], dtype=int32)

This row of ids is all that a counting model needs. The trouble starts with a sentence
that nobody has written before.

    >>> new = "the dogs walk home ."
    >>> words = WordTokenizer.train(sentences)
    >>> words.decode(words.encode(new))
    'the <unk> <unk> home .'

We know *dog* and *walks*, and still *dogs* and *walk* are strangers. Characters are
never strangers, but there are many of them, and a model has to remember over a longer
way.

    >>> characters = CharacterTokenizer.train(sentences)
    >>> characters.tokenize(new)[:9]
    ('t', 'h', 'e', ' ', 'd', 'o', 'g', 's', ' ')

Subwords lie between: frequent words stay whole, rare ones fall into parts. (Four
sentences teach little; SentencePiece, which wants proof, learns only one long piece.)

    >>> wordpieces = WordPieceTokenizer.train(sentences, vocab_size=40)
    >>> wordpieces.tokenize(new)
    ('the', 'dog', '##s', 'w', '##a', '##l', '##k', 'home', '.')
    >>> sentencepieces = SentencePieceTokenizer.train(sentences, vocab_size=276)
    >>> sentencepieces.tokenize(new)[4:10]
    ('d', 'o', 'g', 's', '▁walk', '▁')

What does each cost? More pieces to a sentence mean more steps, a larger vocabulary
means more weights and fewer examples of each, and unknown pieces are lost for good.

    >>> for tokenizer in (characters, words, wordpieces, sentencepieces):
    ...     ids = tokenizer.encode(new)
    ...     unknown = int((ids == tokenizer.vocabulary.unk_id).sum())
    ...     print(type(tokenizer).__name__, len(ids), tokenizer.vocab_size, unknown)
    CharacterTokenizer 20 19 0
    WordTokenizer 5 14 2
    WordPieceTokenizer 9 40 0
    SentencePieceTokenizer 16 276 0

Of these, SentencePiece alone is lossless: it spells what it has never seen in bytes
(256 of its pieces are the bytes) and keeps every space. Characters can do the same.

    >>> [t.lossless for t in (characters, words, wordpieces, sentencepieces)]
    [False, False, False, True]
    >>> sentencepieces.decode(sentencepieces.encode("  the café!"))
    '  the café!'

A tagger, which says something of every word, keeps the words and looks at each in
several ways. A `SentenceEncoder` collects them, and the tags, from the training part:
one id for the word, ten for its affixes and its shape, and one for each character.

    >>> encoder = SentenceEncoder.fit(
    ...     [["The", "dogs", "bark"], ["a", "dog", "barked"]],
    ...     [["DET", "NOUN", "VERB"], ["DET", "NOUN", "VERB"]])
    >>> sentence, = encoder.encode([["Dogs", "barked", "and", "talked"]])
    >>> sentence["words"]  # two are known
    array([5, 3, 0, 0], dtype=int32)
    >>> {name: ids.shape for name, ids in sentence.items()}
    {'words': (4,), 'affixes': (4, 10), 'characters': (4, 20)}

Every tokenizer has the same methods, see `Tokenizer`. For whole documents there is a
`SentenceSplitter`. TensorFlow, which cuts the text in all of them but the characters,
is imported when the first text is cut, so that a `Vocabulary` does not wait for it.
"""

from rnncourse.text.affixes import AffixIds, looks
from rnncourse.text.characters import CharacterTokenizer
from rnncourse.text.sentence_encoder import SentenceEncoder, tag_vocabulary
from rnncourse.text.sentencepieces import SentencePieceTokenizer
from rnncourse.text.sentences import SentenceSplitter
from rnncourse.text.spellings import Spellings
from rnncourse.text.stream import encode_stream
from rnncourse.text.tokenizer import Tokenizer
from rnncourse.text.vocabulary import Vocabulary
from rnncourse.text.word_ids import WordIds, plain
from rnncourse.text.wordpieces import WordPieceTokenizer
from rnncourse.text.words import WordTokenizer

__all__ = [
    "AffixIds",
    "CharacterTokenizer",
    "SentenceEncoder",
    "SentencePieceTokenizer",
    "SentenceSplitter",
    "Spellings",
    "Tokenizer",
    "Vocabulary",
    "WordIds",
    "WordPieceTokenizer",
    "WordTokenizer",
    "encode_stream",
    "looks",
    "plain",
    "tag_vocabulary",
]
