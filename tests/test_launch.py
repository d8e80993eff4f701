"""What publishes the project and shows it to others: workflow, Binder, picture in the README."""

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TOP = {"name", "on", "permissions", "concurrency", "jobs", "env", "defaults"}
JOB = {
    *("name", "needs", "if", "runs-on", "timeout-minutes", "environment", "steps", "env"),
    *("permissions", "strategy", "outputs", "defaults", "concurrency"),
}
STEP = {
    *("name", "id", "if", "uses", "run", "with", "env", "shell", "working-directory"),
    *("continue-on-error", "timeout-minutes"),
}
CONTEXTS = {"github", "steps", "env", "runner", "job", "matrix", "needs", "inputs", "secrets"}


def read(path: Path) -> dict[str, Any]:
    """Read a workflow; YAML takes its key `on` for a truth value."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in told.items()}


def test_workflows_hold_what_the_host_understands() -> None:
    for path in WORKFLOWS:
        workflow = read(path)
        assert workflow.keys() <= TOP
        assert {"on", "jobs"} <= workflow.keys()
        for job in workflow["jobs"].values():
            assert job.keys() <= JOB
            assert {"runs-on", "steps"} <= job.keys()
            for step in job["steps"]:
                assert step.keys() <= STEP
                assert len({"uses", "run"} & step.keys()) == 1
                assert re.fullmatch(r"actions/[\w-]+@v\d+", step.get("uses", "actions/x@v1"))
        for expression in re.findall(r"\$\{\{(.*?)\}\}", path.read_text(encoding="utf-8")):
            assert expression.split(".")[0].strip() in CONTEXTS


def test_only_the_public_site_is_published() -> None:
    (path,) = WORKFLOWS
    workflow = read(path)
    (job,) = workflow["jobs"].values()
    assert "default_branch" in job["if"]
    assert [step["run"] for step in job["steps"] if "run" in step] == ["make public"]
    uploaded = [one["with"]["path"] for one in job["steps"] if "upload" in one.get("uses", "")]
    assert uploaded == ["_public"]
    assert workflow["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    ids = {step.get("id") for step in job["steps"]}
    assert set(re.findall(r"steps\.(\w+)\.", str(job["environment"]))) <= ids


def test_the_readme_shows_the_front_page_and_leads_to_binder() -> None:
    assert re.search(r"!\[[^]]{20,}\]\(site/front\.png\)", README)
    assert (ROOT / "site" / "front.png").stat().st_size <= 150_000
    assert "(https://mybinder.org/)" in README


def test_continuous_integration_tests_the_site_too() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.rstrip().endswith("make test\nmake test-site")
    assert "apt-get" in script
