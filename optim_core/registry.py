"""One module in a folder = one entry = one id."""

import importlib
import pkgutil
from collections.abc import Mapping


def discover(package, order=lambda spec: 0):
    """{file name: SPEC} of every module in `package`, sorted by `order`, then by id.

    Raises AttributeError, naming the module, where a file has no SPEC.
    """
    specs = {name: _spec(module) for name, module in modules(package).items()}
    return dict(sorted(specs.items(), key=lambda entry: order(entry[1])))


def modules(package):
    """{file name: module} of every module in `package`, sorted by name."""
    return Modules(package)


class Modules(Mapping):
    """The modules of a package by name, each imported when it is first asked for."""

    def __init__(self, package):
        folder = importlib.import_module(package).__path__
        self._package = package
        self._names = tuple(sorted(module.name for module in pkgutil.iter_modules(folder)))

    def load(self):
        """Import all of them now, before somebody waits for one."""
        for name in self:
            self[name]

    def __getitem__(self, name):
        if name not in self._names:
            raise KeyError(name)
        return importlib.import_module(f"{self._package}.{name}")

    def __contains__(self, name):
        return name in self._names

    def __iter__(self):
        return iter(self._names)

    def __len__(self):
        return len(self._names)


def _spec(module):
    if not hasattr(module, "SPEC"):
        raise AttributeError(f"{module.__file__} has no SPEC; copy its simplest neighbour's")
    return module.SPEC
