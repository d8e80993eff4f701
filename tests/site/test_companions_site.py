"""Glossary, teaching page, questions, about page and slides in a browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communique.execute import find_notebooks

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("whole")]

ROOT = Path(__file__).parents[2]
PHONE = {"viewport": {"width": 360, "height": 740}}
PAGES = ["teaching", "questions", "about", "glossary"]
DECKS = [f"slides/{path.stem}" for path in find_notebooks(ROOT / "notebooks")]
OPEN_ALL = """
document.querySelectorAll("details").forEach(one => { one.open = true; });
document.querySelectorAll("main > section").forEach(one => { one.hidden = false; });
"""
Visits = Callable[..., Any]


@pytest.fixture
def site(whole: Path) -> Path:
    return whole


@pytest.mark.parametrize("name", [*PAGES, *DECKS])
def test_a_phone_scrolls_down_only(site: Path, visit: Visits, name: str) -> None:
    page = visit(**PHONE).open(site / f"{name}.html")
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_place(site: Path, visit: Visits, name: str) -> None:
    page = visit().open(site / f"{name}.html")
    hrefs = page.eval_on_selector_all("article a[href]", "all => all.map(a => a.href)")
    here = {href for href in hrefs if href.startswith("file:")}
    assert len(here) > 5
    for href in sorted(here):
        place, _, anchor = href.removeprefix("file://").partition("#")
        html = Path(place).read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in html, href


def test_a_term_leads_to_the_glossary_and_says_what_it_is(site: Path, visit: Visits) -> None:
    page = visit().open(site / "02_issues.html")
    link = page.locator('article a[href="glossary.html#term-codebook"]')
    assert link.count() == 1
    assert "A codebook lists what is coded" in link.get_attribute("title")


def test_a_question_is_answered_by_keyboard(site: Path, visit: Visits) -> None:
    page = visit().open(site / "questions.html")
    form = page.locator("#quiz-01_sources-longer")
    said = form.locator("[role=status]")
    form.locator("input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert said.inner_text().startswith("✗ Not quite. It is more than that.")
    page.keyboard.press("ArrowDown")
    assert said.inner_text() == ""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert said.inner_text().startswith("✓ Yes.")
    assert page.url.endswith("questions.html")


def test_a_question_with_two_answers_asks_for_the_other(site: Path, visit: Visits) -> None:
    page = visit().open(site / "questions.html")
    form = page.locator("#quiz-02_issues-only")
    button, said = form.locator("button"), form.locator("[role=status]")
    button.click()
    assert said.inner_text() == "Choose an answer first."
    form.get_by_text("Taiwan", exact=True).first.click()
    button.click()
    assert said.inner_text().endswith("But there is one more.")
    form.get_by_text("Narcotics", exact=True).first.click()
    button.click()
    assert said.get_attribute("data-right") == "true"


def test_without_script_each_question_has_its_answer(site: Path, visit: Visits) -> None:
    page = visit(java_script_enabled=False).open(site / "questions.html")
    assert page.locator("form.quiz button:visible").count() == 0
    form = page.locator("#quiz-01_sources-longer")
    form.get_by_text("Answer and explanation").click()
    assert form.get_by_text("about four times as many words").is_visible()


def test_slides_are_walked_by_keys_and_have_addresses(site: Path, visit: Visits) -> None:
    page = visit().open(site / "slides" / "03_tone.html")
    shown = "main > section:not([hidden])"
    assert page.locator(shown).count() == 1
    for key, number in [("ArrowRight", "s2"), ("PageDown", "s3"), ("ArrowLeft", "s2")]:
        page.keyboard.press(key)
        assert page.locator(shown).get_attribute("id") == number
        assert page.url.endswith(f"#{number}")
    page.keyboard.press("End")
    assert page.locator(shown).inner_text().startswith("What these numbers do not show")
    assert page.get_by_role("button", name="Next").is_disabled()
    page.keyboard.press("Home")
    assert page.get_by_role("status").inner_text().startswith("Slide 1 of ")


def test_slides_without_script_stand_under_one_another(site: Path, visit: Visits) -> None:
    page = visit(java_script_enabled=False).open(site / "slides" / "03_tone.html")
    assert page.locator("main > section:visible").count() > 10
    assert not page.locator("nav").is_visible()


def test_all_slides_are_printed_and_light(site: Path, visit: Visits) -> None:
    page = visit(color_scheme="dark").open(site / "slides" / "01_sources.html")
    picture = page.locator("figure img").first
    assert picture.evaluate("one => getComputedStyle(one).filter") != "none"
    page.emulate_media(media="print", color_scheme="dark")
    assert picture.evaluate("one => getComputedStyle(one).filter") == "none"
    assert page.locator("main > section:visible").count() == page.locator("main > section").count()
