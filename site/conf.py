"""Settings of the site; `python -m communique.run build` calls Sphinx with them."""

import os
from pathlib import Path
from typing import Any

import yaml

cited = yaml.safe_load((Path(__file__).parents[1] / "CITATION.cff").read_text(encoding="utf-8"))

project = "Communiqué"
author = "The Communiqué project"
project_copyright = "The Communiqué project; the texts belong to their publishers"
language = "en-GB"

extensions = ["myst_nb"]
myst_enable_extensions = ["colon_fence"]
nb_execution_mode = "off"
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
nb_ipywidgets_js = {}
exclude_patterns = ["jupyter_execute", "**.ipynb_checkpoints"]

html_theme = "sphinx_book_theme"
html_title = "Communiqué"
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_css_files = ["custom.css"]
html_js_files = [
    (
        "tables.js",
        {
            "defer": "defer",
            "data-title": cited["title"],
            "data-version": cited["version"],
            "data-authors": ", ".join(one["name"] for one in cited["authors"]),
        },
    )
]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_context = {"default_mode": "auto"}
html_use_index = False
html_show_search_summary = False  # it would fetch the pages found, which files do not allow
html_theme_options: dict[str, Any] = {
    "logo": {"text": "Communiqué"},
    "home_page_in_toc": False,
    "use_download_button": False,
    "show_toc_level": 2,
    "toc_title": "On this page",
    "footer_content_items": ["copyright.html"],
}

# Where a code host builds the site, it says which repository that is: pages of notebooks then
# have a button that opens them in Binder. The exercises lie elsewhere than their pages.
if repository := os.environ.get("GITHUB_REPOSITORY"):
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    html_theme_options |= {
        "repository_url": f"{server}/{repository}",
        "repository_branch": os.environ.get("GITHUB_REF_NAME", "main"),
        "path_to_docs": "notebooks",
        "launch_buttons": {
            "binderhub_url": "https://mybinder.org",
            "notebook_interface": "jupyterlab",
        },
    }


def leave_out_launch(app: Any, page: str, template: str, context: dict[str, Any], _: Any) -> None:
    """Leave the button that opens Binder out of pages that are no notebooks of that name."""
    buttons = context.get("header_buttons", [])
    if page.startswith("exercises_"):
        kept = [button for button in buttons if button.get("label") != "launch-buttons"]
        context["header_buttons"] = kept


def setup(app: Any) -> None:
    """Come after the theme, which adds its buttons at 501."""
    app.connect("html-page-context", leave_out_launch, priority=502)
