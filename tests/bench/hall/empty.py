"""A page with nothing on it, on a server like ours: what each run costs before a page begins."""

import streamlit as st
from streamlit import runtime

if runtime.exists():
    st.write("Nothing.")
else:
    from pages.shared.server import prepared

    app = st.App(__file__, **prepared())
