import pytest

from rnncourse.datasets.worlds.language.lexicon import Lexicon
from rnncourse.datasets.worlds.language.lexicon_nouns import NOUNS, PLACES
from rnncourse.datasets.worlds.language.lexicon_verbs import VERBS
from rnncourse.datasets.worlds.language.morphology import plural, takes_an, verb_forms

FULL = Lexicon("full", 0)


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("boy", ("boy", "boys")),
        ("lady", ("lady", "ladies")),
        ("bus", ("bus", "buses")),
        ("church", ("church", "churches")),
        ("wife/wives", ("wife", "wives")),
    ],
)
def test_plurals(entry, forms):
    assert plural(entry) == forms


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("play", ("plays", "play", "played")),
        ("study", ("studies", "study", "studied")),
        ("fix", ("fixes", "fix", "fixed")),
        ("practise", ("practises", "practise", "practised")),
        ("catch/caught", ("catches", "catch", "caught")),
        ("go/went", ("goes", "go", "went")),
    ],
)
def test_verb_forms(entry, forms):
    assert verb_forms(entry) == forms


def test_an_stands_before_vowel_sounds():
    assert all(map(takes_an, ("apple", "honest", "heiress", "uncle", "elm")))
    assert not any(map(takes_an, ("university", "unicorn", "useful", "ewe", "hen")))


def test_no_noun_stands_in_two_kinds_and_number_is_always_visible():
    forms = [plural(e) for line in (NOUNS | PLACES).values() for e in line.split()[1:]]
    words = [word for pair in forms for word in pair]
    assert len(words) == len(set(words))


def test_no_past_equals_a_present():
    for line in VERBS.values():
        for entry in line.split(";")[-1].split()[1:]:
            singular, several, past = verb_forms(entry)
            assert len({singular, several, past}) == 3, entry


def test_short_verbs_double_their_consonant():
    # One syllable, one vowel, one final consonant: "troted" would be wrong.
    for line in VERBS.values():
        for entry in line.split(";")[-1].split()[1:]:
            base, _, past = entry.partition("/")
            vowels = [letter in "aeiou" for letter in base]
            if (
                vowels[-2:] == [True, False]
                and sum(vowels) == 1
                and base[-1] not in "wxy"
            ):
                assert past, entry


def test_probabilities_fall_with_the_rank_and_forms_share_them():
    for category in FULL.categories.values():
        assert sum(category.probabilities) == pytest.approx(1.0, abs=1e-12)
    nouns = FULL.categories["noun:bird:sg"].probabilities
    assert nouns == FULL.categories["noun:bird:pl"].probabilities
    # 1/(r + 2) falls from 1/2 to 1/27 over 26 words; the jitter is far smaller.
    assert nouns[0] > 4 * nouns[-1]


def test_the_small_lexicon_is_part_of_the_full_one():
    small = Lexicon("small", 0)
    for name, category in small.categories.items():
        if not name.startswith("name:"):
            assert set(category.words) <= set(FULL.categories[name].words), name


def test_made_up_names_differ_from_all_words():
    words = {
        word
        for name, category in FULL.categories.items()
        if not name.startswith("name:")
        for word in category.words
    }
    for name in ("name:man", "name:woman", "name:town"):
        assert not words & set(FULL.categories[name].words)
