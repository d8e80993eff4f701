"""The kernels that execute notebooks: this Python, and nothing of the user's own set-up."""

import atexit
import functools
import importlib.util
import os
import shutil
import sys
import tempfile
import threading
import time
import uuid
import weakref
from multiprocessing.util import get_temp_dir
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from communique.forked import ForkedProvisioner, can_fork, short_folder

__all__ = ["OwnKernel", "clear_up", "kernel_environment", "run_folder"]

LOCK = threading.Lock()
PATIENCE = 10  # seconds for a kernel that is being launched when the run is stopped


class OwnKernel(AsyncKernelManager):
    """Run this very Python, whatever kernels the user has installed elsewhere.

    It talks through files where the system can: two kernels never take one port.
    """

    started: ClassVar["weakref.WeakSet[OwnKernel]"] = weakref.WeakSet()
    closed: ClassVar[bool] = False  # once cleared up, no further one starts

    def __init__(self, **settings: Any) -> None:
        self.launching = True
        with LOCK:
            if OwnKernel.closed:
                raise RuntimeError("the run is being stopped")
            OwnKernel.started.add(self)
        if os.name == "posix":
            folder = tempfile.mkdtemp(prefix="kernel-", dir=run_folder())
            settings |= {"transport": "ipc", "connection_file": str(Path(folder, "k.json"))}
        super().__init__(**settings)
        if can_fork():
            self.kernel_id = str(uuid.uuid4())
            self.provisioner = ForkedProvisioner(
                kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
            )

    async def start_kernel(self, **settings: Any) -> None:  # type: ignore[override]
        try:
            await super().start_kernel(**settings)
        finally:
            self.launching = False

    @property
    def kernel_spec(self) -> KernelSpec:
        launch = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        launch += ["--log-level=ERROR"]  # or it warns that messages to this machine are readable
        return KernelSpec(argv=launch, display_name="Python 3", language="python")


def kernel_environment() -> dict[str, str]:
    """Return an environment in which outputs depend on nothing of the user's own set-up."""
    matplotlib = importlib.util.find_spec("matplotlib")
    style = Path(str(matplotlib and matplotlib.origin)).parent / "mpl-data" / "matplotlibrc"
    return os.environ | {
        "COLUMNS": "80",
        "COMMUNIQUE_STATIC": "1",  # no controls in what is stored (communique.controls)
        "IPYTHONDIR": run_folder(),
        "MATPLOTLIBRC": str(style),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TQDM_DISABLE": "1",
    }


def clear_up() -> None:
    """End all kernels and remove the run's folder, for a process that will end at once."""
    with LOCK:
        OwnKernel.closed = True
    until = time.monotonic() + PATIENCE
    launching = True
    while launching and time.monotonic() < until:
        # Asked before the killing: one that is launched in between has a process the next time.
        launching = any(kernel.launching for kernel in list(OwnKernel.started))
        for kernel in list(OwnKernel.started):
            if process := getattr(kernel.provisioner, "process", None):
                process.kill()
                process.wait()
        time.sleep(0.02 * launching)
    shutil.rmtree(run_folder(), ignore_errors=True)
    if can_fork():
        shutil.rmtree(get_temp_dir(), ignore_errors=True)  # the fork server's


def run_folder() -> str:
    """Give the one folder of a run, removed when it ends or is stopped.

    To IPython it is the user's own: empty, so that no start-up file of the user's runs.
    """
    with LOCK:
        return _make_folder()


@functools.cache
def _make_folder() -> str:
    folder = tempfile.mkdtemp(prefix="communique-", dir=short_folder())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
