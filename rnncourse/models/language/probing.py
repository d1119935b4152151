"""A hash table of integers in two arrays, asked for many keys at once."""

import numpy as np

# 2^64 divided by the golden ratio: neighbouring keys land far apart.
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class ProbingTable:
    r"""Find the place of many integers in an array at once.

    Each slot holds one place or none.  The slot of a key is the upper end of a product
    with $2^{64} / \varphi$; a key whose slot is taken goes to the next free one.  At
    most half of the slots are taken, so that most keys are found at once and the rest
    a few slots further: all keys make the first step together, those that are not done
    the second, and so on.  Binary search would take twenty steps for a million keys,
    each to another corner of the memory.

    Reference: Knuth, The Art of Computer Programming, volume 3, section 6.4,
    algorithm L; Heafield (2011), section 2.1, for its use in language models.

    Args:
        keys: `(n,)` int64, all different and not negative.

    Example:

    >>> table = ProbingTable(np.array([30, 10, 20]))
    >>> table.find(np.array([20, 21, 30]))
    array([ 2, -1,  0])
    """

    def __init__(self, keys):
        bits = max(1, (2 * len(keys)).bit_length())
        self._keys = keys
        self._shift = np.uint64(64 - bits)
        self._last = (1 << bits) - 1
        self._places = np.full(1 << bits, -1, np.int32)
        left, slots = np.arange(len(keys), dtype=np.int32), self._slots(keys)
        while left.size:
            free = np.flatnonzero(self._places[slots] < 0)
            # Of several that come to one free slot, the last stays.
            self._places[slots[free]] = left[free]
            homeless = np.flatnonzero(self._places[slots] != left)
            left, slots = left[homeless], (slots[homeless] + 1) & self._last

    def find(self, keys):
        """Return the places of keys, -1 where there is none.

        Args:
            keys: `(many,)` int64.

        Returns:
            `(many,)` int64.
        """
        if not len(self._keys):
            return np.full(len(keys), -1)
        slots = self._slots(keys)
        places = self._places[slots]
        # An empty slot ends the search; a place of another key does not.
        left = np.flatnonzero((self._keys[places] != keys) & (places >= 0))
        slots = slots[left]
        while left.size:
            slots = (slots + 1) & self._last
            places[left] = at = self._places[slots]
            wrong = np.flatnonzero((self._keys[at] != keys[left]) & (at >= 0))
            left, slots = left[wrong], slots[wrong]
        return places.astype(np.int64)

    def _slots(self, keys):
        mixed = keys.astype(np.uint64) * GOLDEN
        mixed ^= mixed >> np.uint64(32)  # once alone would crowd regular keys
        return (mixed * GOLDEN >> self._shift).astype(np.int64)
