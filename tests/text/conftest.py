"""One small text and a tokenizer of every kind trained on it."""

import pytest

from rnncourse.text import (
    CharacterTokenizer,
    SentencePieceTokenizer,
    WordPieceTokenizer,
    WordTokenizer,
)

TEXT = (
    "the cat walks home , walking and talking .",
    "the dogs walked home , <unk> said .",
    "a dog talked and a <unk> jumped .",
    "Größe und Länge",
)

# Adding a scheme means adding a row: every test of the interface then applies to it.
SCHEMES = {
    "characters": lambda: CharacterTokenizer.train(TEXT),
    "characters, bytes": lambda: CharacterTokenizer.train(TEXT, byte_fallback=True),
    "words": lambda: WordTokenizer.train(TEXT),
    "words at spaces": lambda: WordTokenizer.train(TEXT, punctuation=False),
    "words in lower case": lambda: WordTokenizer.train(TEXT, lowercase=True),
    "wordpieces": lambda: WordPieceTokenizer.train(TEXT, vocab_size=60),
    "sentencepieces": lambda: SentencePieceTokenizer.train(TEXT, vocab_size=290),
    "byte-pair encoding": lambda: SentencePieceTokenizer.train(
        TEXT, vocab_size=300, model_type="bpe"
    ),
    "sentencepieces without bytes": lambda: SentencePieceTokenizer.train(
        TEXT, vocab_size=34, byte_fallback=False
    ),
}
LOSSLESS = {"characters, bytes", "sentencepieces", "byte-pair encoding"}


@pytest.fixture(scope="session")
def text():
    return TEXT


@pytest.fixture(scope="session", params=SCHEMES)
def scheme(request):
    return request.param


@pytest.fixture(scope="session")
def tokenizer(scheme):
    return SCHEMES[scheme]()


@pytest.fixture(scope="session", params=sorted(LOSSLESS))
def lossless_tokenizer(request):
    return SCHEMES[request.param]()


@pytest.fixture(scope="session")
def lossless_schemes():
    return LOSSLESS
