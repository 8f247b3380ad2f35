"""The server around Streamlit, for a hall of three hundred of whom some are clever.

preload.py            what a page gets before Streamlit starts: a script of ours, what it will need
gate.py               what is let in, how fast, and the headers of every answer
policy.py             those headers
uploads.py            how much may be uploaded
routes.py             what is served beside Streamlit: our scripts, files to take away
channel.py            the direct line of stages and figures to the core
downloads.py          files that are made of an experiment; offline_page.py the page around it
warming.py            kernels, before the first visitor
streamlit_patches.py  what is set in Streamlit by names that it may change; a test guards each
errors.py             what nobody thought of, calmly
"""

from starlette.middleware import Middleware

from pages.shared.server import errors, streamlit_patches
from pages.shared.server.gate import Gate
from pages.shared.server.preload import Preload
from pages.shared.server.routes import ROUTES
from pages.shared.server.warming import warm


def prepared():
    """What st.App is given; Streamlit makes its server after this, as we set it here."""
    streamlit_patches.keep_dropped_sessions()
    streamlit_patches.never_ask_for_our_address()
    streamlit_patches.never_ask_git()
    streamlit_patches.name_few_files()
    streamlit_patches.one_map()
    streamlit_patches.dress_once()
    return {
        "routes": ROUTES,
        "middleware": [Middleware(Gate), Middleware(Preload)],
        "lifespan": warm,
        "on_script_error": errors.show,
    }
