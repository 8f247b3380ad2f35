"""Home: what this is, in one screen, with every topic alive in miniature."""

import streamlit as st

from pages.shared import link, site
from pages.shared.gallery import gallery
from pages.shared.site import t


def page():
    site.header("home")
    st.header(t("home.headline"))
    st.markdown(t("home.body"))
    groups = site.groups(without="home")
    pages = [name for group in groups.values() for name in group]
    titles = {name: site.title(name) for name in pages}
    lines = {name: t(f"{name}.line") for name in pages}
    chosen = gallery(groups, titles, lines, link.language())
    if chosen in titles:
        st.switch_page(f"pages/{chosen}.py", query_params={"lang": link.language()})


page()
