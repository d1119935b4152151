"""A `tf.data.Dataset` of what a Python generator yields."""

import tensorflow as tf


def generated(batches, signature, count):
    """Return a dataset of `count` batches.

    Autotuning is off.  It could tune nothing here, and its thread wakes up ever more
    seldom, the longer it runs: an iterator that lived for a minute would take another
    one to end, after every epoch.

    Args:
        batches: A function that returns a generator.
        signature: What it yields: nested `tf.TensorSpec`.
        count: How many it yields.
    """
    dataset = tf.data.Dataset.from_generator(batches, output_signature=signature)
    options = tf.data.Options()
    options.autotune.enabled = False
    counted = dataset.apply(tf.data.experimental.assert_cardinality(count))
    return counted.prefetch(2).with_options(options)
