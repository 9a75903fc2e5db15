"""``deckgen`` as a process, without the half second that its imports take.

As a server it imports everything once and forks for each call; as a client it hands over its
arguments, folder, environment and streams, and ends with the exit code of the fork.  The tests of
the workflows start deckgen a hundred times; nothing else is different from the real command.
"""

import json
import os
import socket
import sys
import traceback
from pathlib import Path


def serve(path: str) -> None:
    """Answer until the process is ended."""
    from deckgen.cli import build, check, compiling, entry, release  # noqa: F401
    from deckgen.release import stage_bundle  # noqa: F401

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        while True:
            connection, _ = server.accept()
            _, streams, _, _ = socket.recv_fds(connection, 1, 3)
            request = json.loads(connection.makefile("rb").readline())
            if os.fork() == 0:
                server.close()
                _answer(connection, streams, request, entry.run)
            connection.close()
            for stream in streams:
                os.close(stream)
            _reap()


def _answer(connection, streams, request, run) -> None:  # type: ignore[no-untyped-def]
    """Run the command in this fork, and send its exit code."""
    code = 70
    try:
        for at, stream in enumerate(streams):
            os.dup2(stream, at)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        if "NO_ANKI" in os.environ:
            sys.modules["anki"] = None  # type: ignore[assignment]
        code = run(request["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001  (whatever it is, the caller has to see it)
        os.write(2, traceback.format_exc().encode())
    finally:
        connection.sendall(bytes([code]))
        os._exit(code)


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def call(path: str, arguments: list[str]) -> int:
    """Have a command run by the server; its exit code."""
    request = {"arguments": arguments, "cwd": str(Path.cwd()), "env": dict(os.environ)}
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(path)
        socket.send_fds(client, [b"x"], [0, 1, 2])
        client.sendall(json.dumps(request).encode() + b"\n")
        return client.recv(1)[0]


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    sys.exit(call(sys.argv[1], sys.argv[2:]))
