"""Show how far a long piece of work is: a bar on a terminal, a line now and then elsewhere."""

import sys
import time

from tqdm import tqdm

__all__ = ["Told"]

SECONDS = 10.0  # between two lines, where no one looks on


class Told:
    """Tell how far a work is, how fast it goes and how long it will take; use it with `with`."""

    def __init__(self, unit: str, total: float = 0, scale: float = 1) -> None:
        self.bar = tqdm(
            total=total or None,
            unit=unit,
            unit_scale=scale,
            disable=None,  # where standard error is no terminal
            leave=False,
            dynamic_ncols=True,
            bar_format="{percentage:3.0f}% |{bar}| {rate_fmt}, {remaining} left",
        )
        self.unit, self.scale = unit, scale
        self.began = self.last = time.monotonic()

    def __enter__(self) -> "Told":
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def line(self, text: str) -> None:
        """Print a line above the bar."""
        tqdm.write(text, file=sys.stderr)

    def step(self) -> None:
        """Go on by one."""
        self.bar.update(1)

    def at(self, done: float, total: float, before: float = 0) -> None:
        """Go to `done` of `total`, of which so much was done `before` this run."""
        if not self.bar.disable:
            self.bar.total, self.bar.initial = total, before
            self.bar.update(done - self.bar.n)
        elif time.monotonic() - self.last > SECONDS:
            self.last = time.monotonic()
            self.line(self._plain(done, total, before))

    def _plain(self, done: float, total: float, before: float) -> str:
        rate = (done - before) / (time.monotonic() - self.began)
        left = (total - done) / rate if rate else 0
        fast = f"{rate * self.scale:.1f} {self.unit}/s"
        return f"{done / max(total, 1):4.0%}  {fast}, {left:.0f} s left"
