"""Curves of trainings that are over, so that comparing with one does not train it again.

The same settings give the same curves to everybody: what is kept here can only save time.
"""

from collections import OrderedDict
from threading import Lock

MOST = 64


class Kept:
    def __init__(self, most=MOST):
        self._most, self._curves, self._lock = most, OrderedDict(), Lock()

    def add(self, key, curves):
        with self._lock:
            self._curves[key] = curves
            while len(self._curves) > self._most:
                self._curves.popitem(last=False)

    def get(self, key):
        """The curves of a key; None where there are none, or no longer."""
        with self._lock:
            return self._curves.get(key)


CURVES = Kept()
