"""What was kept last, for all visitors together: a few values by key, the oldest forgotten first.

Each visitor runs in a thread of his own, and between asking whether a key is there and taking its
value another may have put it out. So whoever asks gets the value itself, or None.
"""

from collections import OrderedDict
from threading import Lock


class Recent:
    def __init__(self, most):
        self._most, self._values, self._lock = most, OrderedDict(), Lock()

    def __len__(self):
        with self._lock:
            return len(self._values)

    def get(self, key):
        """What is kept under the key; None where nothing is, or no longer."""
        with self._lock:
            return self._values.get(key)

    def keep(self, key, value):
        """Keep a value as the newest, whatever was there before."""
        with self._lock:
            self._put(key, value)

    def get_or_make(self, key, make):
        """What is kept under the key, made now where nothing is; nobody else makes it meanwhile."""
        with self._lock:
            if key not in self._values:
                self._put(key, make())
            return self._values[key]

    def forget(self, is_unwanted):
        """Forget every pair for which is_unwanted(key, value) is true."""
        with self._lock:
            for key in [key for key, value in self._values.items() if is_unwanted(key, value)]:
                del self._values[key]

    def _put(self, key, value):
        self._values[key] = value
        self._values.move_to_end(key)
        while len(self._values) > self._most:
            self._values.popitem(last=False)
