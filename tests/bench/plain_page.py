"""The same picture as anybody would first write it: `streamlit run plain_page.py`, stock settings.

A slider, a Plotly figure, and our own core for the numbers, so that only the page is compared.
"""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from optim_core import OPTIMIZERS, SURFACES, Run, Scenario
from optim_core.grid import heights

RUNS = ("sgd", "heavy_ball", "rmsprop", "adam")
POINTS = (110, 128)  # of the map, as many as our stage asks for


def main():
    st.set_page_config(layout="wide")
    lr = st.slider("learning rate", 0.001, 0.06, 0.03, 0.0005, format="%.4f")
    runs = [Run(name, {"lr": lr}) for name in RUNS]
    st.plotly_chart(figure(Scenario("quadratic", {"condition": 30.0}, runs=runs, steps=200)))


def figure(scenario):
    x_low, x_high, y_low, y_high = SURFACES[scenario.surface].domain
    x, y = np.linspace(x_low, x_high, POINTS[0]), np.linspace(y_low, y_high, POINTS[1])
    z = heights(scenario.surface, x, y, scenario.surface_knobs)
    drawing = go.Figure(go.Contour(x=x, y=y, z=np.log10(z + 1e-4), ncontours=18, showscale=False))
    for run, trajectory in zip(scenario.runs, scenario.run(), strict=True):
        title = OPTIMIZERS[run.optimizer].title.en
        drawing.add_scatter(x=trajectory.path[:, 0], y=trajectory.path[:, 1], name=title)
    drawing.update_layout(height=600)
    drawing.update_xaxes(range=[x_low, x_high])
    drawing.update_yaxes(range=[y_low, y_high])
    return drawing


if __name__ == "__main__":
    main()
