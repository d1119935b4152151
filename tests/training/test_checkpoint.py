import keras
import numpy as np
import pytest

from rnncourse.training import load_checkpoint, save_checkpoint
from rnncourse.training.checkpoint import assign_all


def test_what_was_saved_comes_back_in_order(tmp_path):
    arrays = {"variables": [np.full(2, i) for i in range(12)], "best": [np.eye(2)]}
    save_checkpoint(tmp_path / "deep" / "run.npz", arrays, {"epoch": 3, "best": 1.5})
    loaded, progress = load_checkpoint(tmp_path / "deep" / "run.npz")
    assert progress == {"epoch": 3, "best": 1.5}
    assert [array[0] for array in loaded["variables"]] == list(range(12))
    assert (loaded["best"][0] == np.eye(2)).all()


def test_a_failed_write_leaves_the_older_checkpoint_in_place(tmp_path):
    path = tmp_path / "run.npz"
    save_checkpoint(path, {"variables": [np.ones(3)]}, {"epoch": 1})
    with pytest.raises(TypeError):
        save_checkpoint(path, {"variables": [np.ones(3)]}, {"epoch": object()})
    assert load_checkpoint(path)[1] == {"epoch": 1}


@pytest.mark.parametrize("keep", [0, 10, 200])
def test_a_truncated_checkpoint_is_refused_and_the_way_out_is_named(tmp_path, keep):
    path = tmp_path / "run.npz"
    save_checkpoint(path, {"variables": [np.ones(300)]}, {"epoch": 1})
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ValueError, match=r"not a readable checkpoint.*Delete it"):
        load_checkpoint(path)


def test_a_checkpoint_of_another_model_is_refused():
    variables = [keras.Variable(np.zeros((2, 3)))]
    with pytest.raises(ValueError, match=r"another model.*\(2, 3\).*\(3, 2\)"):
        assign_all(variables, [np.zeros((3, 2))], "run.npz")
