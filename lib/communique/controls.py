"""Controls beside the figures, for those who run a notebook in JupyterLab; elsewhere, nothing.

An execution whose outputs are stored or published shows nothing here: no widget, no output. So the
notebooks say the same with and without controls.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

__all__ = ["STATIC", "choices", "explore", "is_live"]

STATIC = "COMMUNIQUE_STATIC"  # set where outputs are stored or published
# Set by the server of Jupyter, and by an editor, in the kernels that a person works with.
LIVE = ("JPY_SESSION_NAME", "VSCODE_PID", "VSCODE_CWD")
Choices = Mapping[str, str] | Sequence[str]


def explore(
    view: Callable[..., object],
    environment: Mapping[str, str] = os.environ,
    **offered: Choices | str,
) -> None:
    """Offer a menu for each argument of `view`, and show what it returns for what is chosen.

    A mapping offers its values under their names (id: label), a sequence its members, and a string
    is a field to type in. Where nobody is there to choose, nothing is shown.

    >>> explore(lambda word: word, {}, word="trade")
    """
    if is_live(environment):
        _show(view, {name: choices(one) for name, one in offered.items()})


def is_live(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a person works with this kernel in a front end that can show controls.

    >>> is_live({"JPY_SESSION_NAME": "02"}), is_live({"JPY_SESSION_NAME": "02", STATIC: "1"})
    (True, False)
    """
    return STATIC not in environment and any(name in environment for name in LIVE)


def choices(offered: Choices | str) -> str | list[tuple[str, str]]:
    """Give what a menu lists, label and value, each label once; a string stays what it is.

    >>> choices({"trade": "Trade", "ai": "Artificial intelligence"})
    [('Trade', 'trade'), ('Artificial intelligence', 'ai')]
    >>> choices(["VADER", "VADER"])
    [('VADER', 'VADER')]
    """
    if isinstance(offered, str):
        return offered
    pairs = offered.items() if isinstance(offered, Mapping) else zip(offered, offered, strict=True)
    return list(dict.fromkeys((str(label), str(value)) for value, label in pairs))


def _show(view: Callable[..., object], offered: Mapping[str, str | list[tuple[str, str]]]) -> None:
    # Imported here: stored notebooks never need it.
    import IPython.display
    import ipywidgets

    display: Any = IPython.display.display

    kept = {name: one for name, one in offered.items() if one or isinstance(one, str)}
    if len(kept) < len(offered):
        return  # a menu without entries: the texts hold nothing to choose from
    fields: dict[str, Any] = {
        name: _field(ipywidgets, name.replace("_", " "), one) for name, one in kept.items()
    }
    shown = ipywidgets.interactive_output(lambda **chosen: display(view(**chosen)), fields)
    display(ipywidgets.HBox(list(fields.values())), shown)


def _field(widgets: Any, label: str, offered: str | list[tuple[str, str]]) -> Any:
    """Make a menu, or a field to type in whose word counts once Enter is pressed."""
    if isinstance(offered, str):
        return widgets.Text(value=offered, description=label, continuous_update=False)
    return widgets.Dropdown(options=offered, description=label)
