"""One module in a folder = one entry = one id."""

import importlib
import pkgutil


def discover(package, order=lambda spec: 0):
    """{file name: SPEC} of every module in `package`, sorted by `order`, then by id.

    Raises AttributeError, naming the module, where a file has no SPEC.
    """
    folder = importlib.import_module(package).__path__
    ids = sorted(module.name for module in pkgutil.iter_modules(folder))
    specs = {name: _spec(f"{package}.{name}") for name in ids}
    return dict(sorted(specs.items(), key=lambda entry: order(entry[1])))


def _spec(module_name):
    module = importlib.import_module(module_name)
    if not hasattr(module, "SPEC"):
        raise AttributeError(f"{module.__file__} has no SPEC; copy its simplest neighbour's")
    return module.SPEC
