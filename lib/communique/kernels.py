"""The kernels that execute notebooks: this Python, and nothing of the user's own set-up."""

import atexit
import functools
import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

__all__ = ["OwnKernel", "clear_up", "kernel_environment"]


class OwnKernel(AsyncKernelManager):
    """Run this very Python, whatever kernels the user has installed elsewhere.

    It talks through files where the system can: two kernels never take one port.
    """

    def __init__(self, **settings: Any) -> None:
        if os.name == "posix":
            folder = tempfile.mkdtemp(prefix="kernel-", dir=_ipython_folder())
            settings |= {"transport": "ipc", "connection_file": str(Path(folder, "k.json"))}
        super().__init__(**settings)

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
        "IPYTHONDIR": _ipython_folder(),
        "MATPLOTLIBRC": str(style),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TQDM_DISABLE": "1",
    }


def clear_up() -> None:
    """Remove what kernels left on the disk, where this process will end without its usual end."""
    if _ipython_folder.cache_info().currsize:
        shutil.rmtree(_ipython_folder(), ignore_errors=True)


@functools.cache
def _ipython_folder() -> str:
    """Make an empty IPython folder, so that no start-up file of the user's runs."""
    folder = tempfile.mkdtemp(prefix="communique-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
