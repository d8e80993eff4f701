/* The pages of the texts: colours on request, and a panel with all that is said of a sentence.
   Without this script the text, its anchors and the notes below it are all there. */
(() => {
  "use strict";

  const HUES = 7; // --c1 … --c7 in annotate.css; --c0 is for whatever has no hue of its own
  const LAYERS = 3; // lines under a sentence, one above another
  const PAIR = 2; // texts that are seen side by side
  const sheet = matchMedia("(max-width: 1079.98px)"); // there the panel lies over the text

  const page = document.querySelector(".annotated");
  if (page) annotate(page);
  const beside = document.querySelector(".side-by-side");
  if (beside) choosePair(beside);

  function annotate(page) {
    const side = page.querySelector(".side");
    const reading = page.querySelector(".reading");
    if (!side || !reading) return;
    const notes = readNotes(document.getElementById("notes"));
    const sentences = [...reading.querySelectorAll(".s")];
    const places = new Map(sentences.map((sentence, place) => [sentence.id, place]));
    const panel = makePanel(side, sentences, notes);
    const colours = makeColours(side, sentences, notes);
    let chosen = -1;

    side.hidden = false;
    page.classList.add("live-page");
    document.documentElement.classList.add("with-annotations");
    for (const sentence of sentences) numberOf(sentence).tabIndex = -1;
    if (sentences.length) numberOf(sentences[0]).tabIndex = 0;

    function choose(place, focus) {
      if (!(place in sentences)) return;
      if (chosen >= 0) unmark(chosen);
      else numberOf(sentences[0]).tabIndex = -1;
      chosen = place;
      sentences[place].classList.add("chosen");
      numberOf(sentences[place]).tabIndex = 0;
      panel.show(place, true);
      if (focus) {
        numberOf(sentences[place]).focus({ preventScroll: true });
        sentences[place].scrollIntoView({ block: "nearest" });
      }
    }

    function unmark(place) {
      sentences[place].classList.remove("chosen");
      numberOf(sentences[place]).tabIndex = -1;
    }

    function leave() {
      if (chosen >= 0) {
        unmark(chosen);
        numberOf(sentences[chosen]).tabIndex = 0; // the way back in
        numberOf(sentences[chosen]).blur();
      }
      chosen = -1;
      panel.clear();
    }

    /* Go on to the next sentence, past those that the legend leaves out. */
    function step(way) {
      let place = (chosen >= 0 ? chosen : panel.place()) + way;
      while (place in sentences && sentences[place].classList.contains("faint")) place += way;
      if (place in sentences) choose(place, true);
    }

    const keys = {
      ArrowDown: () => step(1),
      ArrowRight: () => step(1),
      j: () => step(1),
      ArrowUp: () => step(-1),
      ArrowLeft: () => step(-1),
      k: () => step(-1),
      Home: () => choose(0, true),
      End: () => choose(sentences.length - 1, true),
    };
    reading.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
      event.preventDefault();
      keys[event.key]();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && chosen >= 0) leave();
    });
    reading.addEventListener("focusin", (event) => {
      const place = places.get(event.target.closest(".s")?.id);
      if (place !== undefined && place !== chosen) choose(place, false);
    });
    reading.addEventListener("click", (event) => {
      const sentence = event.target.closest(".s");
      if (!sentence || (event.target.closest("a") && !event.target.closest(".n"))) return;
      if (String(window.getSelection())) return; // somebody marks words
      event.preventDefault();
      history.replaceState(null, "", `#${sentence.id}`);
      choose(places.get(sentence.id), true);
    });
    reading.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch" || sheet.matches) return;
      const place = places.get(event.target.closest(".s")?.id);
      if (place !== undefined) panel.show(place, false);
    });
    reading.addEventListener("pointerleave", () => chosen >= 0 && panel.show(chosen, false));
    panel.element.addEventListener("click", (event) => {
      const way = Number(event.target.dataset.way);
      if (way) step(way);
      if (event.target.matches(".close")) leave();
    });
    side.addEventListener("click", (event) => {
      if (event.target.matches(".to-first")) choose(sentences.findIndex((one) => !one.classList.contains("faint")), true);
    });

    const arrive = () => choose(places.get(decodeURIComponent(location.hash.slice(1))), false);
    window.addEventListener("hashchange", arrive);
    colours.preset(new URLSearchParams(location.search));
    arrive();
  }

  /* Read the notes from the source that a browser without script would show: one on each line. */
  function readNotes(source) {
    const notes = new Map();
    for (const line of (source?.textContent ?? "").split("\n")) {
      const found = /^<li id="n-([a-z]\d+)"([^>]*)>/.exec(line);
      if (!found) continue;
      const codes = {};
      for (const [, key, value] of found[2].matchAll(/ data-([\w-]+)="([^"]*)"/g)) {
        codes[key] = value.split(" ");
      }
      notes.set(found[1], { codes, html: line.slice(found[0].length, -"</li>".length) });
    }
    return notes;
  }

  function numberOf(sentence) {
    return sentence.firstElementChild;
  }

  function makePanel(side, sentences, notes) {
    const panel = side.querySelector(".panel");
    const told = panel.querySelector(".told");
    const live = panel.querySelector(".live");
    const steps = panel.querySelector(".steps");
    const invitation = told.innerHTML;
    let shown = -1;

    /* Mark the words that the note cites, without touching the text. */
    function highlight(place) {
      if (!window.Highlight || !CSS.highlights) return;
      const text = sentences[place].lastChild;
      const ranges = [];
      for (const quote of told.querySelectorAll("q")) {
        const from = text.data.indexOf(quote.textContent);
        if (from < 0) continue;
        const range = new Range();
        range.setStart(text, from);
        range.setEnd(text, from + quote.textContent.length);
        ranges.push(range);
      }
      CSS.highlights.set("cited", new Highlight(...ranges));
    }

    function show(place, aloud) {
      if (place !== shown) {
        told.innerHTML = notes.get(sentences[place].id)?.html ?? invitation;
        for (const score of told.querySelectorAll("[data-score]")) {
          score.style.setProperty("--score", score.dataset.score);
        }
        panel.classList.add("open");
        steps.hidden = false;
        panel.scrollTop = 0;
        shown = place;
        highlight(place);
      }
      if (aloud) live.textContent = summary(told);
    }

    function clear() {
      told.innerHTML = invitation;
      live.textContent = "";
      panel.classList.remove("open");
      steps.hidden = true;
      shown = -1;
      CSS.highlights?.delete("cited");
    }

    return { show, clear, element: panel, place: () => shown };
  }

  /* Say in a line what the panel shows. */
  function summary(told) {
    const name = told.querySelector(".name")?.textContent ?? "";
    const parts = [...told.querySelectorAll("dt")].map((head) => {
      let count = 0;
      for (let next = head.nextElementSibling; next?.matches("dd"); next = next.nextElementSibling) {
        count += 1;
      }
      const only = head.nextElementSibling?.textContent ?? "";
      return `${head.textContent}: ${count === 1 ? only : count}`;
    });
    return `${name}. ${parts.join(". ")}.`;
  }

  function makeColours(side, sentences, notes) {
    const choice = side.querySelector("#colour-by");
    const legends = [...side.querySelectorAll("fieldset[data-by]")];
    const codes = sentences.map((sentence) => notes.get(sentence.id)?.codes ?? {});

    /* Give the ticked values hues of their own: those that have one keep it. */
    function hues(boxes, ticked) {
      const given = new Map();
      const wanted = ticked.length ? ticked : boxes;
      for (const box of wanted) if (Number(box.value) < HUES) given.set(box.value, Number(box.value) + 1);
      const used = new Set(given.values());
      for (const box of wanted) {
        if (given.has(box.value)) continue;
        let hue = 1;
        while (used.has(hue)) hue += 1;
        given.set(box.value, hue <= HUES ? hue : 0);
        used.add(given.get(box.value));
      }
      return given;
    }

    function lines(values, given) {
      const drawn = values.filter((value) => given.has(value)).slice(0, LAYERS);
      return drawn.map((value, layer) => [`var(--c${given.get(value)})`, layer]);
    }

    function draw() {
      const by = choice.value;
      for (const legend of legends) legend.hidden = legend.dataset.by !== by;
      const legend = legends.find((one) => one.dataset.by === by);
      const boxes = legend ? [...legend.querySelectorAll("input")] : [];
      const ticked = boxes.filter((box) => box.checked);
      const toned = by.startsWith("tone");
      const given = toned ? new Map() : hues(boxes, ticked);
      const seen = new Set(ticked.map((box) => box.value));
      for (const box of boxes) {
        const swatch = box.nextElementSibling;
        swatch.className = toned ? `swatch tone-${box.value}` : "swatch";
        swatch.style.background = toned ? "" : `var(--c${given.get(box.value) ?? 0})`;
      }
      for (const one of legends) one.querySelector(".to-first").hidden = !(one === legend && ticked.length);
      sentences.forEach((sentence, place) => {
        const values = codes[place][by] ?? [];
        const lit = !seen.size || values.some((value) => seen.has(value));
        sentence.classList.toggle("faint", !lit);
        const marked = lit ? lines(values, given) : [];
        sentence.classList.toggle("lined", marked.length > 0);
        sentence.style.setProperty("--lines", marked.length);
        sentence.style.backgroundImage = marked.map(([hue]) => `linear-gradient(${hue},${hue})`).join();
        sentence.style.backgroundPosition = marked.map(([, layer]) => `0 calc(100% - ${layer * 4}px)`).join();
        if (toned && lit && values.length) sentence.dataset.tone = values[0];
        else delete sentence.dataset.tone;
      });
    }

    function preset(wanted) {
      const by = wanted.get("by");
      if (!by || ![...choice.options].some((option) => option.value === by)) return;
      choice.value = by;
      for (const value of wanted.getAll("only")) {
        const box = side.querySelector(`fieldset[data-by="${by}"] input[data-code="${CSS.escape(value)}"]`);
        if (box) box.checked = true;
      }
      draw();
    }

    choice.addEventListener("change", draw);
    side.addEventListener("change", (event) => event.target.matches("fieldset input") && draw());
    return { preset };
  }

  function choosePair(beside) {
    const texts = Number(beside.dataset.texts);
    const choices = [...beside.querySelectorAll(".choice select")];
    if (texts <= PAIR || !choices.length) return;
    choices.forEach((choice, place) => {
      choice.value = String(place);
      choice.addEventListener("change", draw);
    });
    beside.querySelector(".choice").hidden = false;
    draw();

    function draw() {
      const wanted = choices.map((choice) => choice.value);
      for (const column of beside.querySelectorAll(".column")) {
        const place = wanted.indexOf(column.dataset.text);
        column.hidden = place < 0;
        column.style.order = String(place);
      }
      for (const pair of beside.querySelectorAll(".pair")) {
        const silent = [...pair.querySelectorAll(".column:not([hidden])")].every((column) =>
          column.querySelector(".silent"),
        );
        pair.hidden = silent;
      }
    }
  }
})();
