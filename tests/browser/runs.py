"""Notices in a page what Streamlit is asked to run, and which run has come to its end.

The page itself only says whether it runs, and for a moment after a click that is still no. So a
script listens to the line between both: every page of a tab has it before its own scripts. A run
answers what was asked before it began; one that Streamlit broke off for the next answers nothing.
"""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def _number(message, field):
    return message.DESCRIPTOR.fields_by_name[field].number


NUMBERS = {
    "ASK": _number(BackMsg, "rerun_script"),
    "BEGIN": _number(ForwardMsg, "new_session"),
    "END": _number(ForwardMsg, "script_finished"),
    "BROKEN_OFF": ForwardMsg.FINISHED_EARLY_FOR_RERUN,
}
LISTEN = (
    f"{{ const [{', '.join(NUMBERS)}] = {list(NUMBERS.values())};"
    """
  const runs = (window.__runs = { asked: 0, began: -1, ended: -1 });

  // The fields of a message of protocol buffers, as far as they are asked for.
  function* fields(bytes) {
    let at = 0;
    const number = () => {
      let [value, shift] = [0, 0];
      do { value += (bytes[at] & 127) << shift; shift += 7 } while (bytes[at++] > 127);
      return value;
    };
    while (at < bytes.length) {
      const [field, value] = [number() >> 3, number()];
      yield [field, value];
      at += value; // of what comes before those that we know, this is the length
    }
  }

  function heard(bytes) {
    for (const [field, value] of fields(bytes)) {
      if (field === BEGIN) runs.began = performance.now();
      if (field === END && value !== BROKEN_OFF) runs.ended = runs.began;
      if (field === BEGIN || field === END) return;
    }
  }

  const Line = window.WebSocket;
  window.WebSocket = class extends Line {
    constructor(...how) {
      super(...how);
      if (!this.url.includes("/_stcore/stream")) return;
      this.addEventListener("message", ({ data }) => heard(new Uint8Array(data)));
      this.asks = true;
    }
    send(data) {
      const [[field]] = this.asks ? fields(new Uint8Array(data)) : [[]];
      if (field === ASK) runs.asked = performance.now();
      super.send(data);
    }
  };
}"""
)
ENDED = "window.__runs?.asked && __runs.ended >= __runs.asked"
