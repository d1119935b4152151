"""Where to cut sequences, sorted by length, into groups of one shape each."""

import numpy as np


def cuts(lengths, buckets):
    """Cut sorted lengths into groups with the least filling; return their ends.

    Dynamic programming over the different lengths: `best[j]` is the least number of
    steps, filling included, of the sequences that are no longer than the j-th.

    Args:
        lengths: Of the sequences, sorted.
        buckets: Number of groups, at most.

    Example:

    >>> cuts([1, 1, 2, 8, 9, 9], 2)
    [3, 6]
    """
    values, counts = np.unique(lengths, return_counts=True)
    ends = np.concatenate([[0], np.cumsum(counts)])
    best = np.where(ends == 0, 0.0, np.inf)
    choices = []
    for _ in range(min(buckets, len(values))):
        # a group after the first i lengths that ends with the j-th
        steps = best[:, None] + (ends - ends[:, None]) * np.append(0, values)
        steps[np.tril_indices(len(ends))] = np.inf
        choices.append(steps.argmin(axis=0))
        best = steps.min(axis=0)
    places = [len(values)]
    for choice in reversed(choices):
        places.append(int(choice[places[-1]]))
    return [int(ends[place]) for place in reversed(places[:-1])]
