import socket
import threading
from types import SimpleNamespace

from onrecord.qa.line import Line


def connected(line: Line, made: socket.socket, event: str = "connection.connect_tcp.complete") -> None:
    line.trace(event, {"return_value": SimpleNamespace(get_extra_info={"socket": made}.get)})


def test_a_thread_that_reads_is_woken_when_its_line_is_cut() -> None:
    here, there = socket.socketpair()
    with here, there:
        line = Line()
        connected(line, here)
        got: list[bytes] = []
        reading = threading.Thread(target=lambda: got.append(here.recv(10)))
        reading.start()
        line.cut()
        reading.join(5)
        assert got == [b""]


def test_a_connection_that_is_made_after_the_cut_is_cut_too() -> None:
    here, there = socket.socketpair()
    with here, there:
        line = Line()
        line.cut()
        connected(line, here)
        assert there.recv(10) == b""


def test_other_events_and_closed_connections_are_no_matter() -> None:
    here, there = socket.socketpair()
    here.close()
    there.close()
    line = Line()
    line.trace("http11.send_request_headers.started", {"request": None})
    connected(line, here)
    line.cut()
    line.cut()
