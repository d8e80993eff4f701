"""The annotated texts in a browser: by keyboard, on a phone, without script, printed, and fast."""

import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import nbformat
import nbformat.v4 as v4
import pytest

from communique import show
from communique.annotate import TextPages
from communique.corpus import read_corpus
from communique.publish import build_site
from tests.test_annotate import ATTACKS

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("annotated")]

ROOT = Path(__file__).parents[2]
LONG = 5_000
SECONDS = 2.0
PHONE = {"viewport": {"width": 360, "height": 740}}
LANGUAGE = {"language_info": {"name": "python", "pygments_lexer": "ipython3"}}
SENTENCES = [
    "Freedonia and Sylvania signed a good trade agreement.",
    "The minister of Ruritania called the tariffs a terrible mistake!",
    "Both sides met in Strelsau on 3 May 2031 and agreed on nothing.",
    "“We hope to resume the military dialogue soon,” said Mr. Sapt of Zenda.",
    "Sylvania should join the climate treaty.",
]
Visits = Callable[..., Any]


def build(folder: Path, work: Path) -> Path:
    """Build the site of a corpus with one notebook, whose outputs cite its sentences."""
    corpus = read_corpus(folder)
    sentences = corpus.sentences.head(200)
    shown = [
        show.evidence(sentences, corpus, by="kind"),
        show.concordance(sentences.head(20), corpus),
        show.openings(corpus),
    ]
    outputs = [
        v4.new_output("execute_result", {"text/html": piece.html}, execution_count=1)
        for piece in shown
    ]
    cells = [v4.new_markdown_cell("# 2 · Issues"), v4.new_code_cell("show()", outputs=outputs)]
    (work / "notebooks").mkdir(parents=True)
    text = nbformat.writes(v4.new_notebook(cells=cells, metadata=LANGUAGE))
    (work / "notebooks" / "02_issues.ipynb").write_text(text, encoding="utf-8")
    texts = TextPages(corpus, ROOT / "data")
    build_site(ROOT / "site", work / "notebooks", work / "build", work / "out", "texts", texts)
    return work / "out"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT / "seeds", tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of a text of 5,000 sentences and of some that attack."""
    folder, chance = tmp_path_factory.mktemp("texts"), Random(1)
    paragraphs = [" ".join(chance.choices(SENTENCES, k=5)) for _ in range(LONG // 5)]
    (folder / "long.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    plain = [attack.replace("\x00", "") for attack in ATTACKS]
    rows = ["file,title,source"]
    for number, attack in enumerate(plain):
        text = f"Trade talks {attack} resumed. {' '.join(plain)} They met.\n"
        (folder / f"attack{number}.txt").write_text(text, encoding="utf-8")
        title = attack.replace('"', '""')
        rows.append(f'attack{number}.txt,"{title}","{title} {number}"')
    (folder / "documents.csv").write_text("\n".join(rows), encoding="utf-8")
    return build(folder, tmp_path_factory.mktemp("odd"))


def text_page(site: Path, name: str = "cbga_beijing_visit") -> Path:
    return site / "texts" / f"{name}.html"


def chosen(page: Any) -> list[str]:
    found: list[str] = page.eval_on_selector_all(".s.chosen", "all => all.map(one => one.id)")
    return found


def set_theme(page: Any, theme: str) -> None:
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")


# ---------------------------------------------------------------- reading


def test_an_address_opens_its_note(site: Path, visit: Visits) -> None:
    page = visit().open(text_page(site), "#s12")
    assert chosen(page) == ["s12"]
    assert page.inner_text(".told .name") == "Sentence 12"
    assert "Relations" in page.inner_text(".told")
    assert page.inner_text(".live").startswith("Sentence 12. Issues")
    top = page.evaluate("document.getElementById('s12').getBoundingClientRect().top")
    assert 0 < top < 900


def test_keys_walk_through_the_sentences(site: Path, visit: Visits) -> None:
    page = visit().open(text_page(site))
    page.focus("#h1 .n")
    walk = [("j", "s1"), ("ArrowDown", "s2"), ("ArrowRight", "s3"), ("k", "s2"), ("ArrowUp", "s1")]
    for key, place in [*walk, ("End", "s60"), ("j", "s60"), ("Home", "h1"), ("k", "h1")]:
        page.keyboard.press(key)
        assert chosen(page) == [place], key
        assert page.evaluate("document.activeElement.closest('.s').id") == place
        width = page.evaluate("getComputedStyle(document.activeElement.closest('.s')).outlineWidth")
        assert width == "2px"
    page.keyboard.press("Escape")
    assert chosen(page) == []
    assert page.inner_text(".live") == ""
    # One stop for the tabulator in the whole text.
    assert page.locator(".s .n[tabindex='0']").count() == 1


def test_keys_are_left_alone_elsewhere(site: Path, visit: Visits) -> None:
    page = visit().open(text_page(site))
    page.focus("#colour-by")
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert chosen(page) == []


def test_pointing_shows_and_choosing_keeps(site: Path, visit: Visits) -> None:
    page = visit().open(text_page(site))
    page.hover("#s2")
    assert page.inner_text(".told .name") == "Sentence 2"
    page.hover(".told dd")  # on the way to the note nothing else is pointed at
    assert page.inner_text(".told .name") == "Sentence 2"
    page.click("#s3")
    page.hover("#s4")
    assert page.inner_text(".told .name") == "Sentence 4"
    page.hover("main section h1")
    assert page.inner_text(".told .name") == "Sentence 3"
    assert page.url.endswith("#s3")
    page.click(".close")
    assert chosen(page) == []


def test_where_the_note_lies_over_the_text_pointing_opens_none(site: Path, visit: Visits) -> None:
    page = visit(viewport={"width": 1000, "height": 700}).open(text_page(site))
    page.hover("#s2")
    assert page.locator(".panel.open").count() == 0
    page.click("#s2")
    assert page.locator(".panel.open").count() == 1


def test_pointing_leaves_the_colour_of_a_tone(site: Path, visit: Visits) -> None:
    page = visit().open(text_page(site), "?by=tone-1")
    colour = "one => getComputedStyle(one).backgroundColor"
    toned = page.locator('.s[data-tone="0"], .s[data-tone="4"]').first
    before = toned.evaluate(colour)
    toned.hover()
    assert toned.evaluate(colour) == before != "rgba(0, 0, 0, 0)"


def test_every_line_under_a_sentence_has_its_swatch(site: Path, visit: Visits) -> None:
    page = visit().open(text_page(site), "?by=issue")
    swatches = page.locator("fieldset:not([hidden]) .swatch:visible")
    assert swatches.count() == page.locator("fieldset:not([hidden]) .chip").count() > 7


def test_a_note_leads_back_to_the_page_that_cites(site: Path, visit: Visits) -> None:
    page = visit().open(text_page(site), "#s12")
    page.click(".told a:has-text('2 · Issues')")
    page.wait_for_url("**/02_issues.html#cites-cbga_beijing_visit-s12")
    cite = page.locator("#cites-cbga_beijing_visit-s12")
    assert cite.is_visible()
    cite.locator("a").click()
    page.wait_for_url("**/texts/cbga_beijing_visit.html#s12")
    assert chosen(page) == ["s12"]


# ---------------------------------------------------------------- colours


def test_colours_and_filters(site: Path, visit: Visits) -> None:
    page = visit().open(text_page(site))
    assert page.locator(".s.lined").count() == 0
    options = page.eval_on_selector_all("#colour-by option", "all => all.map(one => one.value)")
    assert options == ["", "issue", *(f"tone-{n}" for n in (1, 2, 3, 4)), "time", "speaker", "mode"]
    for by in options[1:]:
        page.select_option("#colour-by", by)
        assert page.locator("fieldset:not([hidden])").count() == 1
        lit = page.locator(".s[data-tone]" if by.startswith("tone") else ".s.lined").count()
        counts = page.locator("fieldset:not([hidden]) .chip small").all_inner_texts()
        assert 0 < lit <= sum(map(int, counts))
        chip = page.locator("fieldset:not([hidden]) .chip").last
        chip.locator("input").check()
        assert page.locator(".s:not(.faint)").count() == int(chip.locator("small").inner_text())
        chip.locator("input").uncheck()
    page.select_option("#colour-by", "")
    assert page.locator(".s.lined, .s.faint, .s[data-tone]").count() == 0


def test_steps_go_past_what_the_filter_leaves_out(site: Path, visit: Visits) -> None:
    page = visit().open(text_page(site), "?by=issue&only=trade_economy")
    assert page.locator("fieldset input:checked").count() == 1
    lit = page.eval_on_selector_all(".s:not(.faint)", "all => all.map(one => one.id)")
    page.focus(f"#{lit[0]} .n")
    for place in lit[1:]:
        page.keyboard.press("j")
        assert chosen(page) == [place]


def test_what_is_ticked_can_be_found(site: Path, visit: Visits) -> None:
    page = visit(viewport={"width": 1280, "height": 700}).open(text_page(site), "?by=issue")
    box = page.locator("fieldset:not([hidden]) input").last
    box.scroll_into_view_if_needed()
    box.check()  # the panel does not cover it
    page.get_by_role("button", name="To the first of them").click()
    first = page.locator(".s:not(.faint)").first
    assert chosen(page) == [first.get_attribute("id")]
    place = first.bounding_box()
    assert 0 <= place["y"] <= 700 - place["height"]
    box.uncheck()
    assert page.get_by_role("button", name="To the first of them").count() == 0


def test_ticked_issues_have_hues_of_their_own(site: Path, visit: Visits) -> None:
    page = visit().open(text_page(site), "?by=issue")
    boxes = page.locator("fieldset:not([hidden]) input")
    for place in range(boxes.count() - 5, boxes.count()):
        boxes.nth(place).check()
    hues = page.eval_on_selector_all(
        "fieldset:not([hidden]) .chip:has(:checked) .swatch",
        "all => all.map(one => getComputedStyle(one).backgroundColor)",
    )
    assert len(set(hues)) == len(hues) == 5


def test_two_of_several_texts_are_seen_side_by_side(odd: Path, visit: Visits) -> None:
    page = visit().open(odd / "texts" / "side-by-side.html")
    pair = page.locator(".pair").first
    assert pair.locator(".column:visible").count() == 2
    page.select_option(".right", "3")
    names = pair.locator(".column:visible h3").all_inner_texts()
    assert len(names) == 2
    assert names[0] != names[1]


def test_side_by_side_leads_to_the_sentence(site: Path, visit: Visits) -> None:
    page = visit().open(site / "texts" / "side-by-side.html")
    page.locator("#issue-taiwan a.n").first.click()
    page.wait_for_url("**/texts/*.html#s*")
    assert len(chosen(page)) == 1


# ---------------------------------------------------------------- for everybody


PAGES = ["cbga_beijing_visit", "side-by-side", "index"]
VIEWS = ["?by=issue#s12", "?by=issue&only=trade_economy", "?by=tone-2#s30"]


def violations(page: Any) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # Without preload: it would ask for style sheets in a way that files do not allow.
    found = axe.run(page, options={"preload": False}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(theme: str, site: Path, visit: Visits) -> None:
    for name in PAGES:
        for view in VIEWS if "_" in name else [""]:
            page = visit(color_scheme=theme).open(text_page(site, name), view)
            set_theme(page, theme)
            page.wait_for_timeout(300)  # colours fade over
            assert violations(page) == [], (name, view)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_a_phone(theme: str, site: Path, visit: Visits) -> None:
    page = visit(color_scheme=theme, **PHONE).open(text_page(site), "?by=issue#s12")
    set_theme(page, theme)
    page.wait_for_timeout(300)
    assert violations(page) == []


def test_nothing_is_wider_than_a_phone(site: Path, odd: Path, visit: Visits) -> None:
    for path in [*sorted(site.rglob("texts/*.html")), *sorted(odd.rglob("texts/*.html"))]:
        page = visit(**PHONE).open(path, "#s1")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path.name


def test_the_note_on_a_phone_leaves_the_sentence_in_sight(site: Path, visit: Visits) -> None:
    page = visit(has_touch=True, **PHONE).open(text_page(site))
    page.locator("#s20").scroll_into_view_if_needed()
    page.locator("#s20 .n").tap()
    panel = page.locator(".panel").bounding_box()
    sentence = page.locator("#s20").bounding_box()
    assert sentence["y"] >= 0
    assert sentence["y"] + sentence["height"] <= panel["y"]
    assert panel["height"] <= 0.45 * 740
    page.get_by_role("button", name="Next").tap()
    assert chosen(page) == ["s21"]
    page.get_by_role("button", name="Back").tap()
    assert chosen(page) == ["s20"]
    page.evaluate("document.querySelector('.panel').scrollTop = 300")
    page.locator(".close").tap()  # it stays in sight
    assert not page.locator(".panel").is_visible()


def test_without_script_there_is_all(site: Path, visit: Visits) -> None:
    page = visit(java_script_enabled=False).open(text_page(site))
    assert not page.locator(".side").is_visible()
    assert not page.locator(".hint .with-script").is_visible()
    assert page.locator(".notes > li").count() == page.locator(".s").count() == 64
    page.click("#s12 .n")
    assert page.url.endswith("#n-s12")
    assert page.locator("#n-s12 dt").count() >= 4
    page.click("#n-s12 .name a")
    assert page.url.endswith("#s12")
    page.goto((site / "texts" / "side-by-side.html").as_uri())
    assert page.locator(".column:visible").count() == page.locator(".column").count()


def test_it_can_be_printed(site: Path, visit: Visits, tmp_path: Path) -> None:
    page = visit().open(text_page(site), "?by=issue#s12")
    page.emulate_media(media="print")
    assert not page.locator(".panel").is_visible()
    assert not page.locator(".choice").is_visible()
    assert page.locator("fieldset:not([hidden])").is_visible()
    assert page.pdf(path=tmp_path / "a.pdf")


# ---------------------------------------------------------------- hostile and long texts


def test_attacks_stay_text(odd: Path, visit: Visits) -> None:
    opened, asked = visit(), []
    opened.page.on("dialog", lambda dialog: asked.append(dialog.message) or dialog.dismiss())
    for path in sorted((odd / "texts").glob("attack*.html")):
        page = opened.open(path)
        for place in range(page.locator(".s").count()):
            page.locator(".s .n").nth(place).focus()
        page.select_option("#colour-by", "issue")
        assert page.locator("iframe, .reading img, .reading script, h1 > :not(a)").count() == 0
        assert (
            page.evaluate("document.querySelectorAll('[onmouseover], [onclick*=alert]').length")
            == 0
        )
    search = opened.open(odd / "search.html", "?q=trade")
    search.wait_for_selector("#search-results li")
    search.wait_for_timeout(500)
    assert search.locator("#search-results li script, #search-results li img").count() == 0
    assert not asked
    opened.errors.clear()  # the search asks for pages in a way that files do not allow


def test_a_long_text_opens_in_two_seconds(odd: Path, visit: Visits) -> None:
    page = visit().open(text_page(odd, "long"))  # the first start of a browser is not measured
    began = time.perf_counter()
    page.reload()
    assert page.locator(".side").is_visible()
    assert time.perf_counter() - began < SECONDS
    assert page.locator(".s").count() == LONG
    began = time.perf_counter()
    page.select_option("#colour-by", "issue")
    assert page.locator(".s.lined").first.is_visible()
    assert time.perf_counter() - began < SECONDS / 2
    page.evaluate("location.hash = '#s4000'")
    page.wait_for_selector("#s4000.chosen")
    assert 0 < page.locator("#s4000").bounding_box()["y"] < 900


def test_pages_are_light(site: Path) -> None:
    for name, most in product(PAGES, [300_000]):
        assert text_page(site, name).stat().st_size < most
    own = sum((site / "_static" / f"annotate.{kind}").stat().st_size for kind in ("js", "css"))
    assert own < 30_000
