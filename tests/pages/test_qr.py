"""The QR code of an address: what a telephone reads is the address itself."""

import asyncio
import re
from urllib.parse import urlencode

import numpy as np
import pytest
import zxingcpp
from starlette.requests import Request

from pages.shared.server import routes

ADDRESSES = (
    "http://localhost:8501/momentum?lang=en",
    "https://kurs.example/统计/lessons?lesson=adam&step=3&lang=zh",
    "http://10.0.0.7:8501/race?" + "&".join(f"lr.{k}=0.0{k}" for k in range(60)),
)


def asked(text):
    query = urlencode({"text": text}).encode()
    return asyncio.run(routes.qr(Request({"type": "http", "query_string": query, "headers": []})))


def pixels(svg):
    """The picture: its dark path is runs of modules, relative to where the one before ended."""
    side = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])
    modules = np.full((side, side), 255, np.uint8)
    x = y = 0.0
    path = re.search(r'stroke="#000" d="([^"]*)"', svg)[1]
    for kind, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        values = [float(each) for each in re.findall(r"-?[\d.]+", numbers)]
        if kind == "h":
            modules[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
        else:
            x, y = (x + values[0], y + values[1]) if kind == "m" else values
    return np.kron(modules, np.ones((4, 4), np.uint8))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_telephone_reads_the_address(address):
    answer = asked(address)
    assert answer.media_type == "image/svg+xml"
    [read] = zxingcpp.read_barcodes(pixels(answer.body.decode()))
    assert read.text == address


def test_it_is_dark_on_light_in_either_theme():
    svg = asked("a").body.decode()
    assert 'fill="#fff"' in svg and 'stroke="#000"' in svg


@pytest.mark.parametrize("text", ["", "x" * 5000])
def test_what_fits_into_no_code_is_refused(text):
    assert asked(text).status_code == 400
