"""What every part of the site stands on: the link, the words, and what travels to the browser."""

from pages.shared.site import link
from pages.shared.site.punctuation import together
from pages.shared.site.words import translator


def t(key, **values):
    """The words under `key`, in the viewer's language, their {names} filled in."""
    return together(translator(link.language())(key, **values))
