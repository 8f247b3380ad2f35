"""What nobody thought of: a calm sentence for the viewer, and the same number in the log."""

import secrets
import traceback

import streamlit as st
from streamlit.logger import get_logger

from pages.shared.site import t

_log = get_logger("descent-lab")


def show(problem):
    """In place of Streamlit's own words for an exception in a page; True says that it is shown."""
    st.warning(t("site.unexpected", number=note(problem)))
    return True


def note(problem):
    """Write it to the log; returns the number under which it is there."""
    number = secrets.token_hex(3).upper()
    frames = traceback.extract_tb(problem.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"
    _log.error("Error %s at %s: %r", number, place, problem)  # %r: one line, whatever is in it
    return number
