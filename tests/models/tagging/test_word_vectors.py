import keras
import numpy as np
import pytest

from rnncourse.layers import GRU, bidirectional
from rnncourse.models import AffixEmbedding, CharacterReader


def test_every_column_of_affixes_has_an_embedding_of_its_own():
    layer = AffixEmbedding((4, 2, 3), 5)
    ids = np.random.default_rng(0).integers(0, [4, 2, 3], (2, 6, 3))
    vectors = np.asarray(layer(ids))
    tables = np.split(np.asarray(layer.weights[0]), [4, 6])
    expected = np.concatenate(
        [table[ids[..., column]] for column, table in enumerate(tables)], axis=-1
    )
    np.testing.assert_array_equal(vectors, expected)
    assert len({row.tobytes() for table in tables for row in table}) == 9


def test_a_word_is_read_as_it_is_alone_and_padding_is_not_read():
    reader = CharacterReader(9, 4, bidirectional(GRU(3)))
    words = [[1, 2, 3], [4], [5, 6, 7, 8]]
    ids = np.zeros((1, 4, 6), int)
    for row, word in zip(ids[0], words, strict=False):
        row[: len(word)] = word
    vectors = np.asarray(reader(ids))[0]
    for vector, word in zip(vectors, words, strict=False):
        alone = reader.layer(reader.embedding(np.array([word])))
        np.testing.assert_allclose(vector, alone[0], rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(vectors[3], np.zeros(6))


def test_both_layers_are_made_again_from_their_settings():
    ids = np.array([[[1, 2], [3, 0]]])
    for layer in (AffixEmbedding((4, 3), 2), CharacterReader(4, 3, GRU(2))):
        expected = layer(ids)
        copy = keras.saving.deserialize_keras_object(
            keras.saving.serialize_keras_object(layer)
        )
        copy.build(ids.shape)
        copy.set_weights(layer.get_weights())
        np.testing.assert_array_equal(copy(ids), expected)
        assert copy.compute_output_shape(ids.shape) == expected.shape


def test_another_number_of_columns_is_refused():
    with pytest.raises(ValueError, match="2 columns of ids; 3 came"):
        AffixEmbedding((4, 3), 2).build((None, None, 3))
