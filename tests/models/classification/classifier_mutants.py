"""Wrong classifiers, one line each; every one must fail the checks beside it."""

import numpy as np
from keras import ops

from rnncourse.models import Classifier, RecurrentClassifier
from rnncourse.models.classification import recurrent_classifier
from tests.models.classification import classifier_checks as checks


def read_the_padding(patch):
    def wrong(self, ids, training=None):
        x = self.embedding(ops.maximum(ids, 0))
        for layer in self.vector_layers:
            x = layer(x, training=training)
        return self.output_layer(x)

    patch.setattr(RecurrentClassifier, "call", wrong)


def take_the_first_id_for_padding(patch):
    def wrong(self, ids, training=None):
        x = self.embedding(ops.maximum(ids, 0))
        for layer in self.vector_layers:
            x = layer(x, mask=ids > 2)
        return self.output_layer(x)

    patch.setattr(RecurrentClassifier, "call", wrong)


def drop_when_judging(patch):
    call = RecurrentClassifier.call
    patch.setattr(
        RecurrentClassifier, "call", lambda self, ids, training: call(self, ids, True)
    )


def pad_in_front(patch):
    shapes = recurrent_classifier._few_shapes

    def wrong(texts, most_tokens):
        for rows, batch in shapes(texts, most_tokens):
            yield rows, batch[:, ::-1]

    patch.setattr(recurrent_classifier, "_few_shapes", wrong)


def return_the_texts_by_length(patch):
    shapes = recurrent_classifier._few_shapes

    def wrong(texts, most_tokens):
        done = 0
        for rows, batch in shapes(texts, most_tokens):
            yield list(range(done, done + len(rows))), batch
            done += len(rows)

    patch.setattr(recurrent_classifier, "_few_shapes", wrong)


def keep_the_first_tokens(patch):
    def wrong(self, texts):
        return [ids[: self.most_tokens] for ids in self.tokenizer.encode_all(texts)]

    patch.setattr(RecurrentClassifier, "encode", wrong)


def compare_with_all_labels(patch):
    def wrong(self, texts, label):
        (column,) = self.targets([label])
        return self.log_probs(texts)[:, column]

    patch.setattr(Classifier, "log_odds", wrong)


def take_the_neighbouring_label(patch):
    targets = Classifier.targets
    patch.setattr(
        Classifier, "targets", lambda self, labels: (targets(self, labels) + 1) % 3
    )


def take_the_least_probable(patch):
    def wrong(self, texts):
        return [self.labels[best] for best in self.log_probs(texts).argmin(axis=1)]

    patch.setattr(Classifier, "predict_labels", wrong)


def average_the_probabilities(patch):
    def wrong(self, texts, labels):
        targets = self.targets(labels)
        rows = np.arange(len(targets))
        return float(np.exp(self.log_probs(texts)[rows, targets]).mean())

    patch.setattr(Classifier, "accuracy", wrong)


MUTANTS = {
    checks.assert_texts_are_judged_alone: [
        read_the_padding,
        take_the_first_id_for_padding,
        drop_when_judging,
        pad_in_front,
        return_the_texts_by_length,
    ],
    checks.assert_the_last_tokens_are_read: [keep_the_first_tokens],
    checks.assert_log_odds_are_those_of_the_label: [
        compare_with_all_labels,
        take_the_neighbouring_label,
    ],
    checks.assert_accuracy_counts_the_right_ones: [
        take_the_least_probable,
        take_the_neighbouring_label,
        average_the_probabilities,
    ],
}
