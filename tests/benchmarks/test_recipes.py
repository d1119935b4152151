import dataclasses
import os

import pytest
import tensorflow as tf

from benchmarks import recipes


@dataclasses.dataclass(frozen=True)
class Recipe:
    head: str = "softmax"
    units: int = 8
    epochs: int = 3
    learning_rate: float = 0.5
    clip_norm: float = 2.0


def test_settings_have_the_type_of_their_field():
    changes = recipes.settings_of(Recipe, ["units=5", "learning_rate=1e-3"])
    assert changes == {"units": 5, "learning_rate": 1e-3}
    assert type(changes["units"]) is int


@pytest.mark.parametrize("setting", ["wings=2", "head=crf", "units", "units=many"])
def test_a_setting_that_is_none_is_refused(setting):
    with pytest.raises(SystemExit, match=f"--set {setting}: give the name"):
        recipes.settings_of(Recipe, [setting])


def test_words_are_set_where_they_are_allowed():
    changes = recipes.settings_of(Recipe, ["head=crf"], types=(int, float, str))
    assert changes == {"head": "crf"}


def test_the_rate_is_zero_after_the_last_step_and_not_before():
    optimizer = recipes.adam(Recipe(), tf.data.Dataset.range(4))
    rate = optimizer._learning_rate
    assert float(rate(0)) == 0.5
    assert float(rate(11)) > 0.001
    assert float(rate(12)) == pytest.approx(0, abs=1e-7)
    assert optimizer.global_clipnorm == 2.0


def test_other_settings_have_another_file(tmp_path):
    one = dataclasses.asdict(Recipe())
    same = recipes.checkpoint(tmp_path, "crf", 1, dict(reversed(one.items())))
    assert recipes.checkpoint(tmp_path, "crf", 1, one) == same
    others = {
        recipes.checkpoint(tmp_path, "crf", 2, one),
        recipes.checkpoint(tmp_path, "softmax", 1, one),
        recipes.checkpoint(tmp_path, "crf", 1, one | {"units": 9}),
    }
    assert len(others) == 3
    assert same not in others


def test_what_runs_apart_runs_elsewhere_and_comes_back():
    assert recipes.apart(os.getpid) != os.getpid()
    assert recipes.apart(int, "ff", base=16) == 255


def test_an_error_apart_is_an_error_here():
    with pytest.raises(ValueError, match="invalid literal"):
        recipes.apart(int, "x")
