"""Objectives and training procedures that `fit` alone does not have.

A recurrent language model is trained by truncated back-propagation through time:
`train_language_model` reads the text in windows, carries the state from one to the
next, watches a validation text, and can be killed and resumed.

>>> import keras, numpy as np
>>> from rnncourse.layers import LSTM
>>> from rnncourse.models import RecurrentLanguageModel
>>> from rnncourse.training import Recipe, train_language_model
>>> keras.utils.set_random_seed(1)
>>> lstm = LSTM(16, return_sequences=True, return_state=True)
>>> model = RecurrentLanguageModel(5, [lstm])
>>> alphabet = np.tile([1, 2, 3, 4, 0], 200)
>>> recipe = Recipe(batch_size=4, time_steps=10, epochs=10, learning_rate=0.03)
>>> history = train_language_model(
...     model, alphabet, alphabet, recipe=recipe, callbacks=[])
>>> history[0]["valid_perplexity"] > history[-1]["valid_perplexity"]
True
>>> model.perplexity(alphabet) < 1.1
True

`fit` does the same for models that see their examples in batches: Keras trains an
epoch, a score of your own is measured, the best weights stay. `run_epochs` is the loop
beneath both.  `SmoothedCrossentropy` is a loss that asks for less than certainty.
"""

import rnncourse._quiet  # noqa: F401

from rnncourse.training.checkpoint import load_checkpoint, save_checkpoint
from rnncourse.training.fitting import PrintScores, fit
from rnncourse.training.label_smoothing import SmoothedCrossentropy
from rnncourse.training.language_modeling import (
    PrintEpochs,
    Recipe,
    train_language_model,
)
from rnncourse.training.loop import run_epochs

__all__ = [
    "PrintEpochs",
    "PrintScores",
    "Recipe",
    "SmoothedCrossentropy",
    "fit",
    "load_checkpoint",
    "run_epochs",
    "save_checkpoint",
    "train_language_model",
]
