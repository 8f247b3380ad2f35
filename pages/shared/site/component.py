"""A part of a page that lives in the browser: one of our modules, and what each run tells it.

Streamlit looks through every value of a dict for tables to send, which took as long as the rest of
a small page; a list it sends as it is. So what a part is told is the one item of a list.
"""

import json
from pathlib import PurePath

import streamlit as st

from pages.shared.site import assets

# Inline code travels inside every message, so it only fetches the real one, which is cached.
_LOADER = """
export default function (component) {
  let gone = false
  let release = () => {}
  const own = { ...PLACES, ...component.data[0] }
  const at = (name) => new URL(own.assets + name, document.baseURI).href
  const names = ["MODULE", `vocabulary/${own.language}.js`, "core/vocabulary.js", "core/dom.js"]
  const needed = names.map((name) => import(at(name)))
  Promise.all([...needed, needed[3].then(({ styles }) => styles(at("stage/stage.css")))])
    .then(([module, alike, { withVocabulary }]) => {
      if (!gone) release = module.mount({ ...component, data: withVocabulary(own, alike.default) })
    })
  return () => { gone = true; release() }
}
"""


def component(module):
    """mount(key=, data=, on_<what>_change=) of the part whose `mount` is in one of our modules.

    Its data say the viewer's "language", and name parts of the table of "words" (vocabulary.py).
    """
    script = _LOADER.replace("MODULE", module).replace("PLACES", json.dumps(assets.PLACES))
    name = f"descent_{PurePath(module).stem}"
    made = st.components.v2.component(name, js=script, isolate_styles=False)

    def mount(*, key, data, **heard):
        return made(key=key, data=[data], **heard)

    return mount
