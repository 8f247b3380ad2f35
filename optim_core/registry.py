"""One module in a folder = one entry = one id."""

import importlib
import pkgutil


def discover(package, order=lambda spec: 0):
    """{file name: SPEC} of every module in `package`, sorted by `order`, then by id.

    Raises AttributeError, naming the module, where a file has no SPEC.
    """
    specs = {name: _spec(module) for name, module in modules(package).items()}
    return dict(sorted(specs.items(), key=lambda entry: order(entry[1])))


def modules(package):
    """{file name: module} of every module in `package`, sorted by name."""
    folder = importlib.import_module(package).__path__
    ids = sorted(module.name for module in pkgutil.iter_modules(folder))
    return {name: importlib.import_module(f"{package}.{name}") for name in ids}


def _spec(module):
    if not hasattr(module, "SPEC"):
        raise AttributeError(f"{module.__file__} has no SPEC; copy its simplest neighbour's")
    return module.SPEC
