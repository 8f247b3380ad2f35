"""A list to choose from: its options are ids, its words the viewer's."""

import streamlit as st


def one_of(key, label, options, chosen, words, choose, **look):
    """`chosen` is shown by its words(id); choose(id) when it is another.

    A browser answers with words. Those of a page that is no longer there, as when the language
    changes meanwhile, Streamlit hands on as they are: they are no option, and change nothing.
    """
    st.session_state[key] = chosen
    st.selectbox(
        label,
        list(options),
        format_func=words,
        key=key,
        on_change=_follow,
        args=(key, tuple(options), choose),
        **look,
    )


def _follow(key, options, choose):
    chosen = st.session_state[key]
    if chosen in options:
        choose(chosen)
