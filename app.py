"""Descent Lab: the site map, and the server around it.

`streamlit run app.py` finds `app` below and serves it; for every visitor it then runs this same
file as a page script, and that time a runtime exists.
"""

import os

import streamlit as st
from streamlit import runtime

# The pages by group, in the order of the menu; the first of all is where one arrives.
MAP = {
    "home": ("home",),
    "course": ("lessons",),
    "learn": ("variants", "averages", "momentum", "rmsprop", "adam", "decay", "saddles"),
    "try": ("race", "maps", "training"),
    "test": ("claims",),
}

# Those who write lessons see drafts, and messages with the lines of files.
if os.environ.get("LESSONS_AUTHOR") == "1":
    MAP["write"] = ("author",)

if runtime.exists():
    from pages.shared import shell

    shell.navigate(MAP)
else:
    from pages.shared.server import prepared

    app = st.App(__file__, **prepared())
