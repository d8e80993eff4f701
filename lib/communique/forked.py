"""Kernels forked from one process that has imported, once, what every notebook imports.

Importing takes longer than most notebooks compute. Python's own fork server starts with the
packages below; each kernel is a copy of it, with nothing of another notebook in it. Systems
without fork (Windows) start each kernel from scratch (see `communique.kernels`).
"""

import importlib
import multiprocessing
import os
import signal
import tempfile
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

__all__ = ["ForkedProvisioner", "can_fork", "short_folder"]

# Imported once in the fork server. Nothing here may start a thread or open a socket.
PRELOAD = [
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "matplotlib.pyplot",
    "pandas",
    "textblob",
    "vaderSentiment.vaderSentiment",
    "wordcloud",
    "communique.report",
]
# The server looks at the module that was called to start it, which it may know already.
QUIET = {"PYTHONWARNINGS": "ignore::RuntimeWarning:runpy"}
LOCK = Lock()
LONGEST = 50  # bytes of a folder's name: with that of a socket in it, 104 are allowed at most


def can_fork() -> bool:
    """Say whether this system has a fork server.

    >>> can_fork() == ("forkserver" in multiprocessing.get_all_start_methods())
    True
    """
    return "forkserver" in multiprocessing.get_all_start_methods()


def short_folder() -> str:
    """Name the folder for temporary files, or /tmp where sockets could have no name in it.

    >>> len(short_folder()) <= 50 or os.name != "posix"
    True
    """
    usual = tempfile.gettempdir()
    return usual if os.name != "posix" or len(os.fsencode(usual)) <= LONGEST else "/tmp"


class Forked:
    """Give a forked process the face of `subprocess.Popen` that a provisioner looks at."""

    stdin = stdout = stderr = None

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self.pid = process.pid or 0

    def poll(self) -> int | None:
        """Return the exit status, or None while it runs."""
        return None if self._process.is_alive() else self._process.exitcode

    def wait(self) -> int | None:
        """Wait for the end."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel and all that it started."""
        os.killpg(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()


class ForkedProvisioner(LocalProvisioner):
    """Start a kernel as a copy of the fork server instead of as a new Python."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel that reads the connection file named in the command."""
        file = cmd[cmd.index("-f") + 1]
        folder, environment = kwargs.get("cwd") or str(Path.cwd()), kwargs["env"]
        context = multiprocessing.get_context("forkserver")
        process = context.Process(target=_serve, args=(file, str(folder), environment))
        with LOCK:
            # What Python reads when it starts, such as the seed of hashes, must be there before.
            before, usual = dict(os.environ), tempfile.tempdir
            os.environ.update(environment | QUIET)
            tempfile.tempdir = short_folder()
            try:
                context.set_forkserver_preload(PRELOAD)
                process.start()
            finally:
                tempfile.tempdir = usual
                os.environ.clear()
                os.environ.update(before)
        self.process: Any = Forked(process)
        self.pid, self.pgid, self.cwd = process.pid, None, folder
        return self.connection_info


def _serve(file: str, folder: str, environment: dict[str, str]) -> None:
    """Be a kernel until told to end."""
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # The fork server waits for its kernels, and would keep them when the run itself is gone.
    Thread(target=_end_with_the_run, daemon=True).start()
    application = importlib.import_module("ipykernel.kernelapp").IPKernelApp.instance()
    # With a parent to look after, a kernel says nothing at its start, and ends with that parent.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    application.initialize(["-f", file, "--log-level=ERROR", parent])
    application.start()


def _end_with_the_run() -> None:
    if run := multiprocessing.parent_process():
        run.join()
        os._exit(1)
