"""The licences of all that the product installs, each in its own words: `make licences`."""

import re
from importlib.metadata import PackageNotFoundError, metadata

from tests.supply.pins import pins

# Not with these: they would ask of whoever passes the product on what its own licence does not.
# The Lesser GPL asks for less, but somebody should decide on it first.
FORBIDDEN = re.compile(r"\b[AL]?GPL|Affero|General Public License|\bSSPL|\bBUSL", re.IGNORECASE)
TOPIC = "License :: "


def licence(package):
    """In a few words; empty where the package says nothing."""
    about = metadata(package)
    if about.get("License-Expression"):
        return about["License-Expression"]
    topics = [each for each in about.get_all("Classifier", []) if each.startswith(TOPIC)]
    if topics:
        return ", ".join(each.split(" :: ")[-1] for each in topics)
    return (about.get("License") or "").split("\n")[0]


def licences():
    """{package: licence} of those that this machine needs: some are for other systems only."""
    found = {}
    for package in pins():
        try:
            found[package] = licence(package)
        except PackageNotFoundError:
            continue
    return found


def main():
    for package, words in licences().items():
        print(f"{package:26}{pins()[package]:14}{words}")


if __name__ == "__main__":
    main()
