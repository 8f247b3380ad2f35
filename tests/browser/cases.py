"""Cases that browser tests share."""

from itertools import product

from pages.shared.site.words import LANGUAGES
from tests.browser.tabs import SIZES
from tests.choosing import chosen

at_every_size_in_every_language = chosen(
    ("size", "language"),
    list(product(SIZES, LANGUAGES)),
    by_day=[("phone", "zh")],
)
