"""The sentences of a lesson, as Markdown and never as HTML; images and links only from here."""

import re
from urllib.parse import urlsplit

import streamlit as st

from lessons.engine import images
from lessons.engine.files import Unreadable
from lessons.engine.lesson import ID
from lessons.engine.measure import Unmeasurable
from lessons.engine.prose import LINK, VALUE
from pages.shared.site import link
from pages.shared.site.escape import escaped
from pages.shared.site.numbers import write
from pages.shared.site.punctuation import together

IMAGE = re.compile(r"^\s*!\[([^\]\n]*)\]\(assets/([\w.-]+)\)\s*$")


def prose(text, reading):
    """Draw it; a line that is an image of the lesson's own becomes one."""
    lines = []
    for each in text.split("\n"):
        image = IMAGE.match(each)
        shown = image and _image(reading.assets / image[2])
        if shown:
            _paragraphs(lines, reading)
            st.image(shown, caption=image[1])
            lines = []
        else:
            lines.append(each)
    _paragraphs(lines, reading)


def _image(path):
    """What Streamlit can show of it; None where it is none: then its words are shown."""
    try:
        return images.read(path)
    except Unreadable:
        return None


def _paragraphs(lines, reading):
    if any(line.strip() for line in lines):
        st.markdown(inline("\n".join(lines), reading))


def inline(text, reading):
    """Markdown with its numbers computed and no way out but https and other lessons."""
    text = VALUE.sub(lambda found: _value(found[1], reading), text)
    return together(LINK.sub(_link, text).replace("![", "["))


def _value(asked, reading):
    try:
        return write(reading.value(asked))
    except Unmeasurable as error:
        return f":red[{escaped(getattr(error.text, reading.language))}]"


def _link(found):
    image, words, target = found.groups()
    parts = urlsplit(target)
    if not image and parts.scheme == "https" and parts.netloc:
        return f"[{words}]({target})"
    if not image and ID.match(target):
        return f"[{words}](lessons?lesson={target}&lang={link.language()})"
    return words


def values_in(text):
    """Ids of the blocks that a text takes numbers from."""
    return {found.partition(".")[0] for found in VALUE.findall(text)}
