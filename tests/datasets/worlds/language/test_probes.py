from collections import Counter

import pytest

from rnncourse.datasets.worlds import language_world
from rnncourse.datasets.worlds.language.lexicon_nouns import NOUNS, PLACES
from rnncourse.datasets.worlds.language.morphology import plural

WORLD = language_world("small")
PROBES = WORLD.agreement_probes(count=450, seed=1)
# A line begins with the number of its words that the small world takes.
LINES = [line.split() for line in (NOUNS | PLACES).values()]
FORMS = [plural(e) for count, *words in LINES for e in words[: int(count)]]
SINGULAR = {singular for singular, _ in FORMS}
PLURAL = {several for _, several in FORMS}
NAMES = {
    word
    for category in WORLD.automaton.categories
    if category.name in ("name:man", "name:woman")
    for word in category.words
}


def number(word):
    if word in PLURAL:
        return "pl"
    return "sg" if word in SINGULAR | NAMES else None


def test_the_wrong_form_is_impossible_and_the_right_one_is_not():
    for probe in PROBES:
        truth = WORLD.next_word_distribution(probe.prefix)
        assert truth[probe.right] > 0
        assert probe.wrong not in truth


def test_both_forms_are_words_of_the_language_and_differ():
    words = set(WORLD.vocabulary)
    assert all({p.right, p.wrong} <= words and p.right != p.wrong for p in PROBES)


def test_probes_are_spread_evenly_over_the_default_distances():
    assert Counter(p.distance for p in PROBES) == dict.fromkeys(range(9), 50)


def test_the_remainder_goes_to_the_first_distances():
    probes = WORLD.agreement_probes(count=5, seed=0, distances=(4, 2, 10))
    assert [p.distance for p in probes] == [4, 4, 2, 2, 10]


def test_the_subject_stands_at_the_stated_distance():
    for probe in PROBES:
        subject = probe.prefix[-1 - probe.distance]
        assert number(subject) is not None
        present = {"is": "sg", "are": "pl", "does": "sg", "do": "pl"}
        if probe.right in present:
            assert present[probe.right] == number(subject)


def test_attractors_are_the_nouns_of_the_other_number_in_between():
    for probe in PROBES:
        first, *between = probe.prefix[len(probe.prefix) - 1 - probe.distance :]
        other = {"sg": "pl", "pl": "sg"}[number(first)]
        assert probe.attractors == sum(number(word) == other for word in between)


def test_many_distant_probes_have_attractors_and_both_numbers_occur():
    distant = [p for p in PROBES if p.distance >= 3]
    assert sum(p.attractors > 0 for p in distant) > len(distant) / 4
    subjects = Counter(number(p.prefix[-1 - p.distance]) for p in PROBES)
    assert min(subjects["sg"], subjects["pl"]) > len(PROBES) / 4


def test_the_same_seed_gives_the_same_probes():
    assert WORLD.agreement_probes(count=450, seed=1) == PROBES
    assert WORLD.agreement_probes(count=450, seed=2) != PROBES


def test_bad_requests_are_refused():
    with pytest.raises(ValueError, match="at least one probe"):
        WORLD.agreement_probes(count=0, seed=0)
    with pytest.raises(ValueError, match="at least one probe"):
        WORLD.agreement_probes(count=3, seed=0, distances=())


def test_a_distance_that_does_not_occur_is_an_error(monkeypatch):
    monkeypatch.setattr("rnncourse.datasets.worlds.language.probes._BATCHES", 2)
    with pytest.raises(ValueError, match=r"distances \[90\]"):
        WORLD.agreement_probes(count=2, seed=0, distances=(0, 90))
