"""How much may be uploaded: a few files a session, and a share of memory for all together.

Streamlit checks the size of each file while it arrives, with or without a stated length. It takes
any number of them, from every session, whether or not a page asked for one.
"""

from collections import Counter
from contextlib import contextmanager

import streamlit as st
from streamlit import runtime

MOST_FILES = 8  # of one session, held or arriving
MOST_BYTES = 256 * 2**20  # of all sessions together


class Uploads:
    def __init__(self):
        self._arriving = Counter()

    @contextmanager
    def room(self, session):
        """Whether one more file may arrive; while it does, it counts as large as it may be."""
        if self._held(session) >= MOST_FILES or self._bytes() + _largest() > MOST_BYTES:
            yield False
            return
        self._arriving[session] += 1
        try:
            yield True
        finally:
            self._arriving -= Counter([session])

    def _held(self, session):
        return len(_files().get(session, ())) + self._arriving[session]

    def _bytes(self):
        held = [file for files in list(_files().values()) for file in list(files.values())]
        return sum(len(file.data) for file in held) + self._arriving.total() * _largest()


def _largest():
    return st.get_option("server.maxUploadSize") * 2**20


def _files():
    """{session: {file id: file}} as Streamlit holds them."""
    return runtime.get_instance().uploaded_file_mgr.file_storage
