"""Every page of the site as people would see it: light and dark, on a phone, printed, by key."""

import csv
import os
import re
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from communique.corpus import read_corpus

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("whole")]

ROOT = Path(__file__).parents[2]
PHONE = {"viewport": {"width": 360, "height": 740}}
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("0*.ipynb"))
FRONT_BYTES, NOTEBOOK_BYTES, PICTURE_BYTES = 300_000, 1_500_000, 150_000
# The rest of a long list or table is the same again: axe would take minutes for it.
OPEN = """
document.head.insertAdjacentHTML("beforeend",
    "<style>* { animation: none !important; transition: none !important; }</style>");
document.querySelectorAll("details").forEach(one => { one.open = true; });
document.querySelectorAll("main > section").forEach(one => { one.hidden = false; });
"""
SHORTEN = """
document.querySelectorAll("details ul, table tbody, .reading, dl").forEach(list =>
    [...list.children].slice(6).forEach(one => one.remove()));
document.querySelectorAll("details.evidence").forEach(one =>
    [...one.children].slice(8).forEach(child => child.remove()));
"""
STRUCTURE = """() => {
    const wrong = [], heads = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    const own = heads.filter(head => head.closest("main, article"));
    const levels = own.map(head => +head.tagName[1]);
    if (levels.filter(level => level === 1).length !== 1) wrong.push(`h1: ${levels}`);
    levels.forEach((level, place) => {
        if (place && level > levels[place - 1] + 1) wrong.push(`levels: ${levels}`);
    });
    for (const image of document.images) {
        const alt = image.getAttribute("alt") ?? "";
        if (!/^[A-Z0-9“].{20,}[.!?]”?$/su.test(alt) || /\\.(png|svg|jpg)/.test(alt)) {
            wrong.push(`alt: ${alt.slice(0, 80)}`);
        }
    }
    const forced = [...document.querySelectorAll("[tabindex]")].filter(one => one.tabIndex > 0);
    if (forced.length) wrong.push("tabindex");
    const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
    const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
    if (twice.length) wrong.push(`ids: ${twice}`);
    return wrong;
}"""
LINK = re.compile(r'<a\b[^>]*\shref="([^"]*)"')
ID = re.compile(r'\s(?:id|name)="([^"]*)"')
Visits = Callable[..., Any]


def pages(site: Path) -> list[Path]:
    return [path for path in sorted(site.rglob("*.html")) if "_static" not in path.parts]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(theme: str, whole: Path, visit: Visits) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # Dark differs from light in its colours only. No preload: files do not allow it.
    options: dict[str, Any] = {"preload": False, "resultTypes": ["violations"]}
    if theme == "dark":
        options["runOnly"] = ["color-contrast", "link-in-text-block"]
    opened, wrong = visit(color_scheme=theme, reduced_motion="reduce"), []
    for path in pages(whole):
        page = opened.open(path)
        page.evaluate(OPEN + SHORTEN)
        for one in axe.run(page, options=options).response["violations"]:
            wrong.append(f"{path.relative_to(whole)}: {one['id']}: {one['nodes'][0]['html'][:150]}")
    assert not wrong, "\n".join(wrong)


def test_pages_are_well_built(whole: Path, visit: Visits) -> None:
    opened = visit()  # errors and requests to other hosts are noted by the visit
    wrong = [
        f"{path.relative_to(whole)}: {line}"
        for path in pages(whole)
        for line in opened.open(path).evaluate(STRUCTURE)
    ]
    assert wrong == []


def test_nothing_is_wider_than_a_phone(whole: Path, visit: Visits) -> None:
    opened, wide = visit(**PHONE), []
    for path in pages(whole):
        page = opened.open(path)
        page.evaluate(OPEN)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path.relative_to(whole).as_posix())
    assert wide == []


@pytest.mark.parametrize("kind", ["whole", "public"])
def test_every_link_and_anchor_resolves(kind: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(kind)
    texts = {path.resolve(): path.read_text(encoding="utf-8") for path in pages(site)}
    ids = {path: {unescape(one) for one in ID.findall(html)} for path, html in texts.items()}
    dead = []
    for path, html in texts.items():
        for href in map(unescape, LINK.findall(html)):
            if href == "#" or re.match(r"[a-z]+:", href):
                continue
            address, _, anchor = href.partition("#")
            place = (path.parent / address.partition("?")[0]).resolve() if address else path
            if not place.exists() or (anchor and place in ids and anchor not in ids[place]):
                dead.append(f"{path.name}: {href}")
    assert sorted(set(dead)) == []


def test_search_finds_a_word_of_a_text(whole: Path, visit: Visits) -> None:
    page = visit().open(whole / "search.html", "?q=fentanyl")
    # Results are shown one after another.
    page.wait_for_selector('#search-results li a[href*="texts/blinken_in_china.html"]')


def test_nothing_is_cut_in_print(whole: Path, visit: Visits, tmp_path: Path) -> None:
    paper = {"width": 718, "height": 1046}  # A4 within margins of a centimetre
    opened = visit(viewport=paper)
    for name in NOTEBOOKS:
        page = opened.open(whole / f"{name}.html")
        page.emulate_media(media="print")
        boxes = page.eval_on_selector_all(
            "figure.communique img, figure.communique-table table",
            "all => all.filter(one => one.checkVisibility()).map(one => "
            "[one.tagName, one.getBoundingClientRect().right, one.getBoundingClientRect().height])",
        )
        for kind, right, height in boxes:
            assert right <= paper["width"], (name, kind)
            assert kind == "TABLE" or height <= 0.9 * paper["height"], name
        inside = "all => all.every(one => getComputedStyle(one).breakInside === 'avoid')"
        assert page.eval_on_selector_all("figure.communique", inside)
        assert len(page.pdf(format="A4")) > 10_000


def test_pages_are_light(whole: Path) -> None:
    own = ["custom.css", "tables.js", "quiz.css", "quiz.js"]
    shared = sum((whole / "_static" / name).stat().st_size for name in own)
    assert (whole / "index.html").stat().st_size + shared <= FRONT_BYTES
    for name in NOTEBOOKS:
        assert (whole / f"{name}.html").stat().st_size + shared <= NOTEBOOK_BYTES


def test_the_first_view_waits_for_no_script(whole: Path) -> None:
    for path in pages(whole):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        asked = re.findall(r"<script [^>]*src=[^>]*>", head)
        slow = [one for one in asked if "defer" not in one and "documentation_options" not in one]
        assert path.name == "search.html" or not slow, path.name


def test_the_tabulator_goes_from_top_to_bottom(whole: Path, visit: Visits) -> None:
    page = visit().open(whole / "05_agreement.html")
    page.keyboard.press("Tab")
    assert "Skip to main content" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    before = "one => { window.last = document.activeElement; }"
    after = (
        "() => !!(window.last.compareDocumentPosition(document.activeElement) & "
        "Node.DOCUMENT_POSITION_FOLLOWING) && document.activeElement !== document.body"
    )
    for _ in range(25):
        page.evaluate(before)
        page.keyboard.press("Tab")
        assert page.evaluate(after)


def test_the_menu_opens_on_a_phone(whole: Path, visit: Visits) -> None:
    page = visit(has_touch=True, **PHONE).open(whole / "02_issues.html")
    for kind, link in (("primary", "Glossary"), ("secondary", "What is measured")):
        menu = page.locator(f"#pst-{kind}-sidebar-modal")
        assert not menu.is_visible()
        page.locator(f".{kind}-toggle:visible").first.tap()
        assert menu.get_by_role("link", name=link).is_visible()
        page.keyboard.press("Escape")
    page.locator(".primary-toggle:visible").first.tap()
    page.locator("#pst-primary-sidebar-modal").get_by_role("link", name="Glossary").tap()
    page.wait_for_url("**/glossary.html")


def test_only_what_scrolls_is_a_stop_and_has_a_name(whole: Path, visit: Visits) -> None:
    page = visit(viewport={"width": 700, "height": 900}).open(whole / "03_tone.html")
    page.evaluate(OPEN)
    page.wait_for_timeout(100)
    boxes = page.eval_on_selector_all(
        ".scroll",
        "all => all.filter(one => one.checkVisibility()).map(one => [one.scrollWidth > "
        "one.clientWidth, one.tabIndex === 0, (one.getAttribute('aria-label') ?? '').length > 3])",
    )
    assert {tuple(box) for box in boxes} == {(True, True, True), (False, False, False)}


def test_evidence_is_unfolded_on_paper(whole: Path, visit: Visits) -> None:
    page = visit().open(whole / "05_agreement.html")
    closed = "details.evidence:not([open])"
    before = page.locator(closed).count()
    assert before > 3
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(closed).count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(closed).count() == before


def test_paper_is_light(whole: Path, visit: Visits) -> None:
    page = visit(color_scheme="dark").open(whole / "05_agreement.html")
    picture = page.locator("figure.communique img").first
    seen = []
    for event in ("beforeprint", "afterprint"):
        page.evaluate(f"window.dispatchEvent(new Event('{event}'))")
        filtered = picture.evaluate("one => getComputedStyle(one).filter")
        seen.append((page.evaluate("document.documentElement.dataset.theme"), filtered != "none"))
    assert seen == [("light", False), ("dark", True)]


# ---------------------------------------------------------------- tables and figures


def press(page: Any, mark: Any) -> None:
    """Press a mark in its middle, as the pointer does: others may cover it until it is near."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.click(*middle)


@pytest.mark.parametrize(
    "name", ["index", "01_sources", "02_issues", "03_tone", "04_timeline", "05_agreement"]
)
def test_marks_of_a_figure_lead_to_sentences(name: str, whole: Path, visit: Visits) -> None:
    page = visit().open(whole / f"{name}.html")
    marks = page.locator("figure.communique .marks a")
    assert marks.count() > 20
    picture = page.locator("figure.communique:has(.marks) img").first.bounding_box()
    mark = marks.first
    place = mark.bounding_box()
    assert picture["x"] <= place["x"] <= picture["x"] + picture["width"]
    assert picture["y"] <= place["y"] <= picture["y"] + picture["height"]
    press(page, mark)
    page.wait_for_url(re.compile(r"/texts/\w+\.html(\?by=issue&only=\w+)?#[sh]\d+$"))
    assert page.locator(".s.chosen").count() == 1


@pytest.mark.parametrize("name", ["index", "02_issues", "03_tone", "05_agreement"])
def test_marks_that_cover_each_other_can_all_be_reached(
    name: str, whole: Path, visit: Visits
) -> None:
    page = visit().open(whole / f"{name}.html")
    marks = page.locator("figure.communique .marks a")
    reached = 0
    for mark in marks.all()[:: max(marks.count() // 40, 1)]:
        mark.scroll_into_view_if_needed()
        box = mark.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        top = "([x, y]) => document.elementFromPoint(x, y)?.getBoundingClientRect().toJSON()"
        found = page.evaluate(top, [x, y])
        assert abs(found["x"] + found["width"] / 2 - x) < 1, mark.get_attribute("title")
        reached += 1
    assert reached > 20
    assert re.fullmatch(r"\w+, [sh]\d+: .{20,}", marks.first.get_attribute("title"))


def test_a_count_leads_to_all_its_sentences_at_either_end(whole: Path, visit: Visits) -> None:
    for share in (0.04, 0.96):
        page = visit().open(whole / "02_issues.html")
        count = page.locator('figure#figure-1 .marks a[href*="only="]').last
        count.scroll_into_view_if_needed()
        box, wanted = count.bounding_box(), count.get_attribute("href")
        assert box["width"] > 20
        place = box["x"] + share * box["width"], box["y"] + box["height"] / 2
        page.mouse.move(*place)
        page.mouse.click(*place)
        page.wait_for_url(lambda url, wanted=wanted: url.endswith(wanted))


def test_a_status_leads_to_the_sentence_that_gives_it(whole: Path, visit: Visits) -> None:
    page = visit().open(whole / "05_agreement.html")
    press(page, page.locator('figure#figure-1 .marks a[title^="SOFREP, s10:"]').first)
    page.wait_for_url(re.compile(r"/texts/blinken_in_china\.html#s10$"))
    claims = page.locator(".told dt:text-is('Claims') ~ dd")
    assert any("unresolved" in one for one in claims.all_inner_texts())


def test_a_long_table_is_filtered_by_keyboard(whole: Path, visit: Visits) -> None:
    page = visit().open(whole / "02_issues.html")
    figure = page.locator("figure.communique-table:has(.filter):visible").first
    rows = figure.locator("tbody tr")
    field = figure.locator("input[type=search]")
    assert rows.count() > 12
    field.focus()
    page.keyboard.type("TAIWAN")
    assert figure.locator("tbody tr:visible").count() == 1
    assert figure.get_by_role("status").inner_text() == f"1 of {rows.count()} rows"
    field.fill("")
    assert figure.locator("tbody tr:visible").count() == rows.count()
    short = page.locator("figure.communique-table").filter(has_not=page.locator(".filter"))
    assert all(one.locator("tbody tr").count() <= 12 for one in short.all())


def test_a_table_is_taken_as_csv(whole: Path, visit: Visits) -> None:
    page = visit(accept_downloads=True).open(whole / "03_tone.html")
    page.evaluate(
        "document.querySelector('table.communique tbody').insertAdjacentHTML('beforeend', "
        "'<tr><td>=1+1</td><td>+a, \"b\"</td><td>@c</td><td>-d</td><td>−0.25</td></tr>')"
    )
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as CSV").first.click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert waiting.value.suggested_filename == "the-four-instruments.csv"
    heads = page.locator("table.communique").first.locator("thead th").all_inner_texts()
    assert rows[0] == heads
    assert rows[-1] == ["'=1+1", '\'+a, "b"', "'@c", "'-d", "-0.25"]


def test_a_figure_can_be_enlarged(whole: Path, visit: Visits) -> None:
    page = visit(**PHONE).open(whole / "04_timeline.html")
    button = page.locator("figure.communique").get_by_role("button", name="Enlarge")
    button.click()
    dialog = page.get_by_role("dialog")
    image = dialog.locator("img")
    assert image.bounding_box()["width"] > 900
    assert dialog.locator("p").count() == 2  # what was found, and how to read it
    assert dialog.bounding_box()["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.keyboard.press("Escape")
    assert dialog.count() == 0
    assert button.evaluate("one => one === document.activeElement")


def test_an_enlarged_figure_is_closed_by_key_wherever_one_is(whole: Path, visit: Visits) -> None:
    page = visit().open(whole / "04_timeline.html")
    for steps in range(3):
        page.locator("figure.communique").get_by_role("button", name="Enlarge").click()
        for _ in range(steps):
            page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert page.get_by_role("dialog").count() == 0


def test_a_figure_says_how_to_cite_it(whole: Path, visit: Visits) -> None:
    page = visit().open(whole / "02_issues.html")
    figure = page.locator("figure#figure-1")
    button = figure.get_by_role("button", name="Cite")
    assert not figure.locator(".citation").is_visible()
    button.click()
    told = figure.locator(".citation").inner_text()
    title = figure.locator(".title").inner_text().rstrip(".")
    assert told.startswith(f"“{title.replace('“', '‘').replace('”', '’')}”, in “2 · Issues")
    assert "?”." not in told
    assert "Version 0.1.0, by The Communiqué project." in told
    button.click()
    assert not figure.locator(".citation").is_visible()
    page.get_by_role("button", name="Cite this page").click()
    assert page.locator(".page-tools .citation").inner_text().startswith("“2 · Issues")


def test_without_script_tables_are_whole(whole: Path, visit: Visits) -> None:
    page = visit(java_script_enabled=False).open(whole / "02_issues.html")
    assert page.locator(".filter, .tools").count() == 0
    assert page.locator("figure.communique-table tbody tr:visible").count() > 50
    page.locator("details.evidence:has(li) > summary").first.click()
    assert page.locator("details.evidence li:visible").count() > 5
    assert page.locator("details.hide pre:visible").count() == 0


# ---------------------------------------------------------------- the front page


def test_the_front_page_begins_with_what_was_found(whole: Path, visit: Visits) -> None:
    page = visit().open(whole / "index.html")
    summary, card = page.locator("dl.summary"), page.locator(".communique-row").first
    assert summary.bounding_box()["y"] < 300
    assert summary.bounding_box()["y"] < card.bounding_box()["y"]
    for name in ("teaching", "questions", "about", "texts/index"):
        assert page.locator(f'.communique-ways a[href="{name}.html"]').count() == 1


def test_a_picture_of_the_front_page(whole: Path, visit: Visits) -> None:
    """Write site/front.png for the README where COMMUNIQUE_PICTURE is set (make picture)."""
    page = visit(viewport={"width": 1200, "height": 1340}).open(whole / "index.html")
    page.wait_for_timeout(300)
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(128, method=1)
    small = BytesIO()
    shot.save(small, "PNG", optimize=True)
    assert len(small.getvalue()) <= PICTURE_BYTES
    if os.environ.get("COMMUNIQUE_PICTURE"):
        (ROOT / "site" / "front.png").write_bytes(small.getvalue())


# ---------------------------------------------------------------- for publishing


def test_a_quarter_of_each_text_can_be_read_in_public(public: Path) -> None:
    sentences = read_corpus(ROOT / "seeds").sentences.query("kind == 'sentence'")
    said = " ".join(" ".join(words(path)) for path in sorted(public.rglob("*")) if path.is_file())
    for doc, own in sentences.groupby("doc"):
        shown = [text for text in own["text"] if " ".join(text.split()) in said]
        assert 0 < len(shown) <= 0.25 * len(own), doc


def words(path: Path) -> Iterator[str]:
    if path.suffix in (".html", ".js", ".txt"):
        text = path.read_text(encoding="utf-8")
        yield from unescape(re.sub(r"<[^>]*>", "", text)).split()
        yield from unescape(" ".join(re.findall(r'="([^"]*)"', text))).split()


def test_what_is_left_out_leads_to_the_publisher(public: Path, visit: Visits) -> None:
    page = visit().open(public / "02_issues.html")
    page.locator("details.evidence:has(.left-out) > summary").first.click()
    told = page.locator("details.evidence .left-out").first
    assert told.is_visible()
    assert "in the publisher’s text" in told.inner_text()
    assert told.locator("a[href^='https://']").count() == 1
