import keras
import numpy as np
import pytest
from keras import ops

from rnncourse.models import Backbone, cache_features


@keras.saving.register_keras_serializable(package="tests")
class Glance(keras.layers.Layer):
    """A backbone that counts how often it looks, and may fail."""

    def __init__(self, mark="a", fails_at=None):
        super().__init__()
        self.mark, self.fails_at, self.looked = mark, fails_at, []

    def fingerprint(self):
        return self.mark

    def compute_output_shape(self, shape):
        return shape[0], 2, 3

    def call(self, pictures):
        pictures = ops.cast(pictures, "float32")
        return ops.mean(pictures, axis=1)[:, :2]


PICTURES = np.random.default_rng(0).integers(0, 256, (7, 4, 5, 3), np.uint8)


class Watched:
    """Pictures, of which one may be too much."""

    def __init__(self, stop=None):
        self.stop = stop

    def __len__(self):
        return len(PICTURES)

    def __getitem__(self, number):
        if number == self.stop:
            raise KeyboardInterrupt
        return PICTURES[number]


def extract(folder, pictures=PICTURES, mark="a"):
    return cache_features(Glance(mark), pictures, folder, batch_size=2, progress=False)


def times(folder):
    return {file.name: file.stat().st_mtime_ns for file in folder.glob("*.npz")}


def test_features_are_those_of_the_pictures(tmp_path):
    found = extract(tmp_path)
    assert len(found) == 7
    assert found[3].dtype == np.float32
    for features, picture in zip(found, PICTURES, strict=True):
        right = picture.astype(float).mean(axis=0)[:2]
        np.testing.assert_allclose(features, right, rtol=1e-3)
    turned = extract(tmp_path, PICTURES[::-1])  # item for item
    np.testing.assert_array_equal(turned[0], found[6])


def test_a_broken_extraction_goes_on(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        extract(tmp_path, Watched(stop=5))
    before = times(tmp_path)
    assert len(before) == 4  # the fifth waited for the sixth
    assert not list(tmp_path.glob("*.part"))
    found = extract(tmp_path)
    after = times(tmp_path)
    assert len(after) == 7
    assert {name: after[name] for name in before} == before
    assert len(found) == 7


def test_a_damaged_file_is_noticed_and_made_again(tmp_path):
    found = extract(tmp_path)
    right = found[2]
    for spoil in (lambda b: b[:-40], lambda b: b[:200] + b"\xff\x0f" + b[202:]):
        whole = found.files[2].read_bytes()
        found.files[2].write_bytes(spoil(whole))
        with pytest.raises(ValueError, match=found.files[2].name):
            found[2]
        np.testing.assert_array_equal(extract(tmp_path)[2], right)
    found.files[2].unlink()
    with pytest.raises(ValueError, match="makes them again"):
        found[2]


def test_a_cache_of_another_backbone_is_refused(tmp_path):
    extract(tmp_path)
    with pytest.raises(ValueError, match=r"(?s)another backbone.*Take another folder"):
        extract(tmp_path, mark="b")
    (tmp_path / "about.json").write_text("{")
    with pytest.raises(ValueError, match=r"about\.json is damaged"):
        extract(tmp_path)


def test_the_bar_counts_pictures(tmp_path, capsys):
    cache_features(Glance(), PICTURES, tmp_path)
    assert "7/7" in capsys.readouterr().err


def test_networks_and_weights_that_there_are_not_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"no network 'MobileNutV2'; .*MobileNetV2"):
        Backbone("MobileNutV2", weights=None)
    missing = tmp_path / "none.weights.h5"
    with pytest.raises(ValueError, match=r"none\.weights\.h5.* cannot be used"):
        Backbone("MobileNet", weights=str(missing), size=32)


@pytest.mark.slow
def test_a_backbone_is_the_network_with_its_own_preprocessing(tmp_path):
    keras.utils.set_random_seed(0)
    one = Backbone("MobileNet", weights=None, size=32)
    file = tmp_path / "mobile.weights.h5"
    one.layer.save_weights(file)
    other = Backbone("MobileNet", weights=str(file), size=32)
    assert one.fingerprint() == other.fingerprint()
    pictures = np.random.default_rng(1).integers(0, 256, (2, 32, 32, 3), np.uint8)
    right = one.layer(pictures / np.float32(127.5) - 1)
    np.testing.assert_allclose(one(pictures)[:, 0], right[:, 0, 0], atol=1e-5)
    np.testing.assert_array_equal(one(pictures), other(pictures))
    assert not one.trainable_variables
    other.layer.set_weights([1.01 * weight for weight in other.layer.get_weights()])
    assert one.fingerprint() != other.fingerprint()
    assert one.compute_output_shape((2, 9, 9, 3)) == tuple(one(pictures).shape)
    # A model that holds one is saved with its weights, whose file is not needed again.
    model = keras.Sequential([keras.Input((32, 32, 3), dtype="uint8"), one])
    model.save(tmp_path / "model.keras")
    file.unlink()
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(loaded(pictures), one(pictures))
    assert loaded.layers[-1].fingerprint() == one.fingerprint()
