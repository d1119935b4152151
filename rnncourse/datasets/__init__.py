r"""From files to text: corpora found, fetched, checked and read.

A language model needs text, and the first surprise of every course is that the text
is not there. So we begin with a list. The catalogue knows what each corpus is, what
it may be used for and how to recognise it:

>>> from rnncourse.datasets import load_catalog
>>> ptb = load_catalog()["ptb"]
>>> print(ptb.title)
Penn Treebank, prepared for language modelling
>>> ptb.redistribution
False

The last line is why no corpus comes with this package: many may be used, few may be
passed on. Each reader fetches a copy instead. A name that is slightly wrong is not a
puzzle:

>>> load_catalog()["tiny-shakespeare"]
Traceback (most recent call last):
...
rnncourse.datasets.errors.UnknownCorpus: There is no corpus 'tiny-shakespeare'. Did
you mean 'tinyshakespeare'? ...

The store answers where a corpus is. `find` only looks, first in the folder that
`RNNCOURSE_DATA` names, then in the user's cache; `fetch` downloads what is missing.
A file is renamed to its final name only after its hash agreed with the catalogue, so
what is there can be trusted; `verify` hashes it all again for those who do not.

Then a reader turns files into plain Python. A corpus of your own will do, one
sentence a line:

>>> import tempfile
>>> from pathlib import Path
>>> from rnncourse.datasets import ptb
>>> with tempfile.TemporaryDirectory() as folder:
...     for part in ("train", "valid", "test"):
...         _ = Path(folder, f"{part}.txt").write_text("the cat ran\nthe dog slept\n")
...     corpus = ptb.load(folder)
>>> corpus.train
('the cat ran', 'the dog slept')

And where there is neither a corpus nor a network, there is still a language. The
generated world is a small grammar whose true entropy is known, so that every model
can be asked how far it still is from the best possible one. `load_language_corpus`
takes the Penn Treebank if this machine has it, and the world if not:

>>> import os
>>> from unittest import mock
>>> from rnncourse.datasets import load_language_corpus
>>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
...     corpus = load_language_corpus()
>>> corpus.generated, corpus.world is None
(True, False)

Not every sequence is a text. `load_music_corpus` gives chorales or generated pieces,
each a matrix that says which of the 88 keys of a piano sound in each frame:

>>> from rnncourse.datasets import load_music_corpus
>>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
...     music = load_music_corpus()
>>> music.train[0].shape
(64, 88)

Where people have said what words or texts are, a tagger or a classifier can learn
it. Each format has a reader that takes any file of yours, and tells file and line
where something is wrong: `read_conllu` (treebanks), `read_columns` (the shared tasks),
`read_label_first`, `read_label_files`, `read_text_folders`, `read_csv` (texts with a
label) and `read_trees` (a label for every phrase). Names of several words are chunks,
which files write in three schemes. Conversion from one to another is exact:

>>> from rnncourse.datasets import chunks, convert_scheme, read_columns
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = Path(folder, "mine.txt").write_text("Ada I-PER\nMoss I-PER\nsings O\n")
...     sentence, = read_columns(Path(folder, "mine.txt"), scheme="IOB1")
>>> sentence.words, chunks(sentence.tags, "IOB1")
(('Ada', 'Moss', 'sings'), (Chunk(label='PER', start=0, end=2),))
>>> convert_scheme(sentence.tags, "IOB1", "IOBES")
('B-PER', 'E-PER', 'O')

And each corpus has a reader that knows its split, and says so where it chose one:
`ewt`, `conll2003`, `atis` and `brown` give tagged sentences; `rt_polarity`, `sst`,
`imdb`, `names`, `udhr` and `language_detection` labelled texts.

>>> from rnncourse.datasets import names
>>> with tempfile.TemporaryDirectory() as folder:
...     for language in ("Dwarvish", "Elvish"):
...         lines = "".join(f"{language} name {n}\n" for n in range(10))
...         _ = Path(folder, f"{language}.txt").write_text(lines)
...     corpus = names.load(folder)
>>> len(corpus.train), corpus.labels
(16, ('Dwarvish', 'Elvish'))

Pictures do not fit into memory by the thousand. `flickr8k` (captions) and `easy_vqa`
(questions and answers) leave them in their folder or zip, and decode one whenever
somebody asks for its pixels:

>>> import json
>>> from PIL import Image
>>> from rnncourse.datasets import easy_vqa
>>> with tempfile.TemporaryDirectory() as folder:
...     for part in ("train", "test"):
...         asked = [["what colour?", colour, colour] for colour in ("red", "tan")]
...         Path(folder, part, "images").mkdir(parents=True)
...         _ = Path(folder, part, "questions.json").write_text(json.dumps(asked))
...         for _, _, colour in asked:
...             image = Image.new("RGB", (64, 64), colour)
...             image.save(Path(folder, part, "images", f"{colour}.png"))
...     corpus = easy_vqa.load(folder)
...     first = corpus.test[0]
...     first.question, first.answer, first.picture.pixels(32).shape
('what colour?', 'red', (32, 32, 3))

Where none of these is at hand, `load_tagged_corpus`, `load_entity_corpus`,
`load_review_corpus` and `load_language_identification_corpus` draw from a generated
world. It knows what the best possible tagger or classifier would get right:

>>> from rnncourse.datasets import load_tagged_corpus
>>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
...     tagged = load_tagged_corpus()
>>> round(tagged.world.best_accuracy(tagged.test), 2)
0.99

So do `load_caption_corpus` and `load_question_corpus`, whose world draws the pictures
itself and knows what they show:

>>> from rnncourse.datasets import load_caption_corpus
>>> with mock.patch.dict(os.environ, RNNCOURSE_DATA="generated"):
...     drawn = load_caption_corpus(size="small")
>>> len(drawn.test[0].captions), drawn.test[0].picture.scene.ground
(5, 'grey')
"""

from rnncourse.datasets.catalog import Catalog, load_catalog
from rnncourse.datasets.columns import read_columns
from rnncourse.datasets.conllu import read_conllu
from rnncourse.datasets.corpora import CharacterCorpus, MusicCorpus, TextCorpus
from rnncourse.datasets.default import (
    load_language_corpus,
    load_music_corpus,
    load_translation_corpus,
)
from rnncourse.datasets.default_labelled import (
    load_entity_corpus,
    load_language_identification_corpus,
    load_review_corpus,
    load_tagged_corpus,
)
from rnncourse.datasets.default_pictures import (
    load_caption_corpus,
    load_question_corpus,
)
from rnncourse.datasets.entries import Corpus, CorpusFile, Form, Source
from rnncourse.datasets.errors import (
    BadFile,
    BadTags,
    CacheNotWritable,
    CorpusNotFound,
    DatasetError,
    DownloadFailed,
    UnknownCorpus,
)
from rnncourse.datasets.labelled import (
    LabelledCorpus,
    LabelledText,
    TaggedCorpus,
    TaggedSentence,
)
from rnncourse.datasets.labelled_files import (
    read_csv,
    read_label_files,
    read_label_first,
    read_text_folders,
)
from rnncourse.datasets.parallel import ParallelCorpus, SentencePair, read_parallel
from rnncourse.datasets.picture_corpora import (
    CaptionCorpus,
    CaptionedPicture,
    PictureQuestion,
    QuestionCorpus,
)
from rnncourse.datasets.pictures import Picture, StoredPicture, decode_picture
from rnncourse.datasets.schemes import (
    SCHEMES,
    Chunk,
    chunks,
    convert_scheme,
    loose_chunks,
    tags_of,
)
from rnncourse.datasets.splits import split_by_text
from rnncourse.datasets.store import FileCheck, fetch, find, open_text, verify, where
from rnncourse.datasets.transitions import allowed_transitions
from rnncourse.datasets.trees import SentimentTree, read_trees
from rnncourse.datasets.word_vectors import WordVectors, read_word_vectors

__all__ = [
    "SCHEMES",
    "BadFile",
    "BadTags",
    "CacheNotWritable",
    "CaptionCorpus",
    "CaptionedPicture",
    "Catalog",
    "CharacterCorpus",
    "Chunk",
    "Corpus",
    "CorpusFile",
    "CorpusNotFound",
    "DatasetError",
    "DownloadFailed",
    "FileCheck",
    "Form",
    "LabelledCorpus",
    "LabelledText",
    "MusicCorpus",
    "ParallelCorpus",
    "Picture",
    "PictureQuestion",
    "QuestionCorpus",
    "SentencePair",
    "SentimentTree",
    "Source",
    "StoredPicture",
    "TaggedCorpus",
    "TaggedSentence",
    "TextCorpus",
    "UnknownCorpus",
    "WordVectors",
    "allowed_transitions",
    "chunks",
    "convert_scheme",
    "decode_picture",
    "fetch",
    "find",
    "load_caption_corpus",
    "load_catalog",
    "load_entity_corpus",
    "load_language_corpus",
    "load_language_identification_corpus",
    "load_music_corpus",
    "load_question_corpus",
    "load_review_corpus",
    "load_tagged_corpus",
    "load_translation_corpus",
    "loose_chunks",
    "open_text",
    "read_columns",
    "read_conllu",
    "read_csv",
    "read_label_files",
    "read_label_first",
    "read_parallel",
    "read_text_folders",
    "read_trees",
    "read_word_vectors",
    "split_by_text",
    "tags_of",
    "verify",
    "where",
]
