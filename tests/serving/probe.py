"""How quickly a server answers, asked from a process of its own: `… -m tests.serving.probe PORT`.

Prints the milliseconds of the slowest but one of 100 questions for its health, in the best of three
rounds: a server that is held up is so in each of them, and a machine that is busy with other things
hardly ever.
"""

import http.client
import sys
import time

ROUNDS, QUESTIONS, PAUSE = 3, 100, 0.005


def main(port):
    print(min(slowest_but_one(port) for _ in range(ROUNDS)) * 1000)


def slowest_but_one(port):
    return sorted(ask(port) for _ in range(QUESTIONS))[-2]


def ask(port):
    """Seconds to the answer, on a connection of its own."""
    time.sleep(PAUSE)
    began = time.perf_counter()
    call = http.client.HTTPConnection("localhost", port, timeout=60)
    call.request("GET", "/_stcore/health")
    with call.getresponse() as answer:
        assert answer.status == 200, answer.status
    call.close()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]))
