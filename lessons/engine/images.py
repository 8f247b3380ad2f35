"""Images beside a lesson: kinds that browsers show, no larger than a hall can load at once.

They are opened here first, because Streamlit gives up the whole page at one that is none. An SVG is
shown as an image and never as part of the page, so that nothing in it is ever carried out.
"""

import base64
from functools import lru_cache
from io import BytesIO

from PIL import Image

from lessons.engine.files import Unreadable, read_bytes

MOST_BYTES = 500_000
MOST_PIXELS = 16_000_000
KINDS = ("PNG", "JPEG", "WEBP", "GIF")
SVG = b"http://www.w3.org/2000/svg"
TOO_MANY = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def read(path):
    """Its bytes, or the address that stands for an SVG; Unreadable says why it can't be shown."""
    return _checked(read_bytes(path, MOST_BYTES), path.suffix.lower() == ".svg")


@lru_cache(maxsize=32)  # to unpack one takes longer than to show it
def _checked(data, is_drawing):
    if is_drawing:
        return _drawing(data)
    try:
        with Image.open(BytesIO(data), formats=KINDS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_many_pixels()
            image.load()
    except Unreadable:
        raise
    except TOO_MANY:
        raise _too_many_pixels() from None
    except (OSError, ValueError, SyntaxError):
        raise _no_image() from None
    return data


def _drawing(data):
    if SVG not in data:
        raise _no_image()
    return f"data:image/svg+xml;base64,{base64.b64encode(data).decode()}"


def _no_image():
    return Unreadable(
        "it is no whole PNG, JPEG, WebP, GIF or SVG", "它不是完整的 PNG、JPEG、WebP、GIF 或 SVG"
    )


def _too_many_pixels():
    most = MOST_PIXELS // 1_000_000
    return Unreadable(f"it has more than {most} million pixels", f"它超过 {most * 100} 万像素")
