"""Descent Lab: the site map, and the server around it.

`streamlit run app.py` finds `app` below and serves it; for every visitor it then runs this same
file as a page script, and that time a runtime exists.
"""

import streamlit as st
from streamlit import runtime

if runtime.exists():
    from pages.shared import site

    site.dress()
    st.navigation(
        [st.Page("pages/momentum.py", title=site.title("momentum"), default=True)],
        position="hidden",
    ).run()
else:
    from pages.shared.server import ROUTES, warm

    app = st.App(__file__, routes=ROUTES, lifespan=warm)
