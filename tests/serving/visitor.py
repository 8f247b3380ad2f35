"""A visitor without a browser: Streamlit's own messages, and the stage's requests, over sockets."""

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from google.protobuf.text_format import MessageToString
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

ROOT = Path(__file__).parents[2]
LARGEST = 32 * 2**20
PATIENCE = 60  # seconds
QUICK = 50  # milliseconds


class Visitor:
    """One session; `id` brings it back after its connection broke."""

    def __init__(self, site, id=None):
        self.site = site
        protocols = ["streamlit", "no-token", id] if id else ["streamlit"]
        self.calling = call(f"{site.socket}/_stcore/stream", subprotocols=protocols)
        self.socket, self.id = self.calling.__enter__(), id

    def open(self, query="", page=""):
        """Run a page; returns what came, ForwardMsgs, up to the end of the run."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        return self.say(message)

    def say(self, message):
        self.socket.send(message.SerializeToString())
        return self.hear()

    def hear(self):
        came = []
        while not came or came[-1].WhichOneof("type") != "script_finished":
            came.append(ForwardMsg.FromString(self.socket.recv(timeout=PATIENCE)))
            if came[-1].WhichOneof("type") == "new_session":
                self.id = came[-1].new_session.initialize.session_id
        return came

    def drop(self):
        """As a network that breaks: no word of leave."""
        self.socket.socket.shutdown(socket.SHUT_RDWR)
        self.__exit__()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.calling.__exit__(None, None, None)


def line(site):
    """The direct line of a stage."""
    return call(f"{site.socket}/lab/channel")


def call(address, **options):
    return connect(address, max_size=LARGEST, proxy=None, close_timeout=0.1, **options)


def ask(socket, kind, **request):
    """(header, bytes) of the answer to one request."""
    socket.send(json.dumps({"kind": kind, "id": 1, **request}))
    packet = socket.recv(timeout=PATIENCE)
    length = int.from_bytes(packet[:4], "little")
    return json.loads(packet[4 : 4 + length]), packet


def words(messages):
    """Every text that a page shows, in one string."""
    deltas = [each.delta for each in messages if each.WhichOneof("type") == "delta"]
    return "\n".join(MessageToString(each, as_utf8=True) for each in deltas)


def healthy(site):
    """Milliseconds to the answer about its health, asked from a process of its own."""
    command = [sys.executable, "-m", "tests.serving.probe", str(site.port)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def slow(site):
    """How long the answer about its health takes, in milliseconds, if that is long; else None.

    50 where each thread that wants to run has a processor, and in proportion where it hasn't.
    """
    took = healthy(site)
    crowd = max(1.0, os.getloadavg()[0] / os.cpu_count())
    return took if took > QUICK * crowd else None


def get(site, path, method="GET", data=None, **headers):
    """(status, headers, body)."""
    request = urllib.request.Request(site.url + path, data=data, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()
