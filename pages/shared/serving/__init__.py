"""The server around Streamlit, for a hall of three hundred of whom some are clever.

early.py      the line in its page that runs before Streamlit does
gate.py       what is let in, how fast, and the headers of every answer
policy.py     those headers
uploads.py    how much may be uploaded
routes.py     what is served beside Streamlit: the stage's files and its direct line to the core
warming.py    kernels, before the first visitor
streamlits.py what is set in Streamlit by names that it may change; a test guards each
"""

from starlette.middleware import Middleware

from pages.shared import unexpected
from pages.shared.serving import streamlits
from pages.shared.serving.early import Early
from pages.shared.serving.gate import Gate
from pages.shared.serving.routes import ROUTES
from pages.shared.serving.warming import warm


def prepared():
    """What st.App is given; Streamlit makes its server after this, as we set it here."""
    streamlits.keep_dropped_sessions()
    streamlits.never_ask_for_our_address()
    streamlits.never_ask_git()
    streamlits.name_few_files()
    streamlits.one_map()
    streamlits.dress_once()
    return {
        "routes": ROUTES,
        "middleware": [Middleware(Gate), Middleware(Early)],
        "lifespan": warm,
        "on_script_error": unexpected.show,
    }
