"""Readers of tagged corpora, on invented files and on the real ones."""

import gzip
import zipfile

import pytest

from rnncourse.datasets import (
    BadFile,
    CorpusNotFound,
    atis,
    brown,
    conll2003,
    ewt,
    load_catalog,
)
from rnncourse.datasets.schemes import chunks, convert_scheme
from tests.datasets.parts import PARTS
from tests.datasets.real import REAL, needs


def treebank(folder, pattern="xx_mine-ud-{}.conllu"):
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("train", "dev", "test"):
        lines = "# sent_id = 1\n" + "".join(
            f"{n}\t{form}\t_\t{upos}\t{upos[:2]}\t_\t_\t_\t_\t_\n"
            for n, form, upos in ((1, "So", "ADV"), (2, part, "NOUN"))
        )
        name = pattern.format(part)
        packed = (
            gzip.compress(lines.encode()) if name.endswith("gz") else lines.encode()
        )
        (folder / name).write_bytes(packed)
    return folder


@pytest.mark.parametrize(
    "pattern", ["xx_mine-ud-{}.conllu", "en_ewt-ud-{}.conllu.gz", "{}.conllu"]
)
def test_any_treebank_is_read_whatever_its_files_are_called(tmp_path, pattern):
    corpus = ewt.load(treebank(tmp_path / "mine", pattern))

    assert corpus.train[0].words == ("So", "train")
    assert corpus.valid[0].words == ("So", "dev")
    assert corpus.test[0].tags == ("ADV", "NOUN")
    assert ewt.load(tmp_path / "mine", tag="xpos").tags == ("AD", "NO")
    assert corpus.name == "mine"
    assert corpus.scheme is None
    assert not corpus.generated
    assert corpus.description.startswith("text from 'mine': 1 / 1 / 1 sentences")
    assert str(tmp_path) not in corpus.description  # it is printed in notebooks


def test_a_folder_with_two_treebanks_is_refused(tmp_path):
    folder = treebank(treebank(tmp_path / "mine"), "en_other-ud-{}.conllu")

    with pytest.raises(BadFile, match="where one file was expected"):
        ewt.load(folder)


def entities(
    folder, text="Ada NNP I-NP I-PER\nMoss NNP I-NP B-PER\nsings VBZ I-VP O\n"
):
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("train", "testa", "testb"):
        content = f"-DOCSTART- -X- O O\n\n{text}\n{part} NN I-NP O\n\n"
        (folder / f"eng.{part}").write_text(content)
    return folder


def test_entities_stay_in_the_scheme_of_the_files(tmp_path):
    corpus = conll2003.load(entities(tmp_path))

    assert corpus.train[0].tags == ("I-PER", "B-PER", "O")
    assert corpus.valid[1].words == ("testa",)
    assert corpus.test[1].words == ("testb",)
    assert corpus.scheme == "IOB1"


def test_entities_in_another_scheme_are_named(tmp_path):
    folder = entities(tmp_path, "Ada NNP I-NP S-PER\n")

    with pytest.raises(BadFile, match=r"eng\.train, line 3: Tag 1 is 'S-PER'"):
        conll2003.load(folder)


UTTERANCES = (
    "BOS to elm wood EOS\tO O B-toloc.city_name I-toloc.city_name atis_flight\n"
    "\n"
    "BOS {} EOS\tO O atis_fare#atis_flight\n"
)


def utterances(folder, text=UTTERANCES):
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("atis-2.train", "atis-2.dev", "atis.test"):
        (folder / f"{name}.w-intent.iob").write_text(text.replace("{}", name))
    return folder


def test_slots_and_intents_are_two_views_of_the_same_utterances(tmp_path):
    slots = atis.load(utterances(tmp_path))
    intents = atis.load_intents(tmp_path)

    assert slots.train[0].words == ("to", "elm", "wood")
    assert slots.train[0].tags == ("O", "B-toloc.city_name", "I-toloc.city_name")
    assert slots.scheme == "IOB2"
    for part, name in zip(
        PARTS, ("atis-2.train", "atis-2.dev", "atis.test"), strict=True
    ):
        tagged, labelled = getattr(slots, part), getattr(intents, part)
        assert tagged[1].words == (name,)
        assert [" ".join(s.words) for s in tagged] == [t.text for t in labelled]
    assert intents.labels == ("atis_fare#atis_flight", "atis_flight")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("BOS to elm EOS\tO O atis_flight", "line 2: 4 words .* came with 3 tags"),
        ("BOS to EOS\tO O O atis_flight", "line 2: 3 words .* came with 4 tags"),
        ("BOS to EOS O O atis_flight", "line 2: no BOS, words, EOS, tab and tags"),
        ("to EOS\tO atis_flight", "line 2: no BOS"),
        ("BOS EOS\tO atis_flight", "line 2: no BOS"),
        ("BOS elm EOS\tO I-toloc atis_flight", "line 2: Tag 1 is 'I-toloc' where IOB2"),
    ],
)
def test_a_bad_utterance_is_named(tmp_path, line, message):
    folder = utterances(tmp_path, f"BOS so EOS\tO O atis_flight\n{line}\n")

    with pytest.raises(BadFile, match=message):
        atis.load(folder)


def documents(folder, count=20, text="\n\n\tThe/at 1/2/cd {}/nn-tl ./.\n\n \tSo/rb\n"):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cats.txt").write_text("no document")
    for number in range(count):
        name = f"c{'ab'[number > 12]}{number:02}"
        (folder / name).write_text(text.replace("{}", name))
    return folder


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_every_tenth_document_is_for_the_test(tmp_path, kind):
    folder = documents(tmp_path / "mine")
    if kind == "zip":
        with zipfile.ZipFile(tmp_path / "brown.zip", "w") as archive:
            for path in reversed(sorted(folder.iterdir())):
                archive.write(path, f"brown/{path.name}")
        folder = tmp_path

    corpus = brown.load(folder)

    assert corpus.train[0].words == ("The", "1/2", "ca00", ".")
    assert corpus.train[0].tags == ("at", "cd", "nn-tl", ".")
    assert [s.words[2] for s in corpus.valid[::2]] == ["ca08", "cb18"]
    assert [s.words[2] for s in corpus.test[::2]] == ["ca09", "cb19"]
    assert len(corpus.train) == 32


@pytest.mark.parametrize("token", ["word", "/nn", "word/", "/"])
def test_a_token_without_a_tag_is_named(tmp_path, token):
    folder = documents(tmp_path, text=f"So/rb\n\nthe/at {token}\n")

    with pytest.raises(BadFile, match=rf"ca00, line 3: '{token}' is not written word"):
        brown.load(folder)


def test_too_few_documents_are_refused(tmp_path):
    with pytest.raises(BadFile, match="has 9 documents; ten are needed"):
        brown.load(documents(tmp_path, 9))


MADE_UP = {
    "ud-english-ewt": (ewt, treebank, "1 train sentences where 12,544 were"),
    "conll2003": (conll2003, entities, "2 train sentences where 14,041 were"),
    "atis": (atis, utterances, "2 atis2 train utterances where 4,478 were"),
}


@pytest.mark.parametrize("name", MADE_UP)
def test_the_catalogued_corpus_must_have_the_published_counts(cache, name):
    module, make, message = MADE_UP[name]
    folder = make(cache / name)
    (folder / "LICENSE.txt").touch()  # the store asks for it
    (folder / "atis.train.w-intent.iob").touch()
    for path in list(folder.glob("xx_mine*")):
        path.rename(folder / path.name.replace("xx_mine", "en_ewt"))

    with pytest.raises(BadFile, match=f"{message} published: .*data fetch {name}`"):
        module.load()


@pytest.mark.parametrize(
    ("module", "way"),
    [(ewt, "raw.githubusercontent.com"), (conll2003, "ask NIST for Reuters")],
)
def test_without_the_corpus_the_way_to_get_it_is_told(cache, no_pauses, module, way):
    with pytest.raises(CorpusNotFound, match=way):
        module.load()


@needs("ud-english-ewt")
def test_the_real_treebank_has_its_published_counts():
    corpus, xpos = ewt.load(), ewt.load(tag="xpos")
    counts = load_catalog()["ud-english-ewt"].counts

    for part, name in zip(PARTS, ("train", "dev", "test"), strict=True):
        sentences = getattr(corpus, part)
        assert len(sentences) == counts[f"{name}_sentences"]
        assert sum(len(s.words) for s in sentences) == counts[f"{name}_words"]
        assert [s.words for s in sentences] == [s.words for s in getattr(xpos, part)]
    assert len(corpus.tags) == counts["upos_tags"]
    assert len(xpos.tags) == counts["xpos_tags"]


@needs("conll2003")
def test_the_real_entities_have_their_published_counts():
    corpus = conll2003.load()

    names = [c for s in corpus.train for c in chunks(s.tags, "IOB1")]
    kinds = {kind: sum(c.label == kind for c in names) for kind in ("LOC", "MISC")}
    assert kinds == {"LOC": 7_140, "MISC": 3_438}  # of the shared-task paper
    assert len(names) == load_catalog()["conll2003"].counts["train_entities"]
    surplus = 0
    for sentence in (*corpus.train, *corpus.valid, *corpus.test):
        iob2 = convert_scheme(sentence.tags, "IOB1", "IOB2")
        surplus += convert_scheme(iob2, "IOB2", "IOB1") != sentence.tags
        assert chunks(iob2, "IOB2") == chunks(sentence.tags, "IOB1")
    assert surplus == 2  # sentences with a B that need not be


@needs("atis")
def test_the_real_slots_and_intents_have_their_published_counts():
    slots, intents = atis.load(), atis.load_intents()
    counts = load_catalog()["atis"].counts

    official = slots.train + slots.valid
    assert len(official) == counts["train_utterances"]
    assert len({tag for s in official for tag in s.tags}) == counts["slot_labels"]
    both = intents.train + intents.valid
    assert len({text.label for text in both}) == counts["intents"]
    assert not {"BOS", "EOS"} & {word for s in slots.test for word in s.words}


@needs("brown")
def test_the_real_brown_corpus_has_its_published_counts_and_all_genres_everywhere():
    corpus = brown.load()
    counts = load_catalog()["brown"].counts

    everything = corpus.train + corpus.valid + corpus.test
    assert len(everything) == counts["sentences"]
    assert sum(len(s.words) for s in everything) == counts["tokens"]
    with zipfile.ZipFile(REAL / "brown" / "brown.zip") as archive:
        names = sorted(
            n[6:] for n in archive.namelist() if n[6:7] == "c" and len(n) == 10
        )
    assert len(names) == counts["documents"] == 500
    genres = [{name[1] for name in names[start::10]} for start in (8, 9)]
    assert genres == [{name[1] for name in names}] * 2
