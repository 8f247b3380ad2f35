"""What draws a kind of block in a way of its own: one file each, whose name is the kind's id.

draw(item, reading) of a live block draws its picture, of a question what is asked and answered
below its words. A picture that is another one on paper has still(item, reading) as well.
"""

from optim_core.registry import modules
from pages.shared.site import link

DRAWN = modules(__name__)


def title(item):
    """What the card of a block is headed by."""
    return getattr(item.spec.title, link.language())
