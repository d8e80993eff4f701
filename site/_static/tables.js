/* Beside tables and figures: a filter, the table as CSV, and how to cite. Without this script the
   tables and figures themselves are all there. */
(() => {
  "use strict";

  const LONG = 12; // rows or sentences; more get a filter
  const MOST_ROWS = 100; // a longer table that is folded is not printed
  const project = document.currentScript?.dataset ?? {};
  // Search shows the words around what it found where pages can be fetched; files do not allow it.
  if (typeof DOCUMENTATION_OPTIONS === "object" && location.protocol !== "file:") {
    DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = true;
  }
  const article = document.querySelector("article.bd-article");
  if (!article || !article.querySelector("h1")) return;
  const title = plain(article.querySelector("h1"));

  for (const figure of article.querySelectorAll("figure.communique-table")) {
    const table = figure.querySelector("table");
    const name = caption(figure);
    const tools = toolbar(figure);
    const rows = [...table.tBodies[0].rows];
    if (rows.length > LONG) figure.querySelector(".scroll").before(filter(rows, "rows", name));
    if (!table.classList.contains("kwic")) tools.append(button("Download as CSV", name, () => download(table, name)));
    cite(tools, name, figure.id);
  }
  for (const figure of article.querySelectorAll("figure.communique")) {
    const tools = toolbar(figure);
    const name = plain(figure.querySelector(".title"));
    tools.append(button("Enlarge", name, () => enlarge(figure, name)));
    cite(tools, name, figure.id);
    const marks = figure.querySelector(".marks:has(a)");
    if (marks) {
      raiseNearest(marks);
      const hint = document.createElement("span");
      hint.textContent = "Choose a mark to read its sentence.";
      tools.append(hint);
    }
  }
  for (const evidence of article.querySelectorAll("details.evidence")) {
    const rows = [...evidence.querySelectorAll("li")];
    if (rows.length > LONG) {
      const box = filter(rows, "places", plain(evidence.querySelector("summary")));
      box.addEventListener("input", () => hideEmpty(evidence));
      evidence.querySelector("summary").after(box);
    }
  }
  cite(toolbar(article, "page-tools"), "", "");

  /* What a search found is in sight, folded or not. */
  for (const word of article.querySelectorAll(".highlighted")) {
    for (let fold = word.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  /* Only what scrolls is a stop for the keyboard. */
  const boxes = [...article.querySelectorAll(".scroll")];
  const nameBoxes = () => boxes.forEach(nameBox);
  nameBoxes();
  window.addEventListener("resize", nameBoxes);
  article.addEventListener("toggle", nameBoxes, true);

  /* On paper nothing can be unfolded, and nothing is dark. */
  const short = (one) => one.querySelectorAll("tr").length <= MOST_ROWS;
  const folded = [...article.querySelectorAll("details.evidence")].filter(short);
  const page = document.documentElement.dataset;
  let opened = [];
  let theme = "";
  window.addEventListener("beforeprint", () => {
    theme = page.theme;
    page.theme = "light";
    opened = folded.filter((one) => !one.open);
    for (const one of opened) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    page.theme = theme;
    for (const one of opened) one.open = false;
  });

  function nameBox(box) {
    const figure = box.closest("figure");
    setStop(box, plain(figure.querySelector(".title")) || caption(figure));
  }

  function setStop(box, name) {
    const scrolls = box.scrollWidth > box.clientWidth;
    const told = { tabindex: "0", role: "region", "aria-label": name };
    for (const [key, value] of Object.entries(told)) {
      if (scrolls) box.setAttribute(key, value);
      else box.removeAttribute(key);
    }
  }

  function plain(node) {
    const copy = node?.cloneNode(true);
    for (const link of copy?.querySelectorAll(".headerlink") ?? []) link.remove();
    return (copy?.textContent ?? "").replace(/\s+/g, " ").trim();
  }

  /* Of a group without a place that is shown, the heading goes too. */
  function hideEmpty(evidence) {
    for (const list of evidence.querySelectorAll("ul")) {
      const empty = [...list.children].every((row) => row.hidden);
      list.hidden = empty;
      if (list.previousElementSibling?.querySelector("strong")) list.previousElementSibling.hidden = empty;
    }
  }

  function caption(figure) {
    const own = figure.querySelector("figcaption") ?? figure.closest("details")?.querySelector("summary");
    return plain(own) || "Table";
  }

  function toolbar(parent, kind = "tools") {
    const bar = document.createElement("div");
    bar.className = kind === "tools" ? kind : `tools ${kind}`;
    parent.append(bar);
    return bar;
  }

  /* What is seen says little where there are many of them: the name is read aloud with it. */
  function button(text, name, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    if (name) {
      const aside = document.createElement("span");
      aside.className = "aside";
      aside.textContent = `: ${name}`;
      made.append(aside);
    }
    made.addEventListener("click", act);
    return made;
  }

  function filter(rows, things, name) {
    const box = document.createElement("p");
    const label = document.createElement("label");
    const field = document.createElement("input");
    const count = document.createElement("span");
    box.className = "filter";
    field.type = "search";
    field.autocomplete = "off";
    field.setAttribute("aria-label", `Show only ${things} with these words: ${name}`);
    label.append("Filter ", field);
    count.setAttribute("role", "status");
    box.append(label, " ", count);
    const words = rows.map((row) => plain(row).toLowerCase());
    field.addEventListener("input", () => {
      const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, place) => {
        row.hidden = !wanted.every((word) => words[place].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = wanted.length ? `${shown} of ${rows.length} ${things}` : "";
    });
    return box;
  }

  /* Marks may cover each other: of those under the pointer the nearest lies on top. */
  function raiseNearest(marks) {
    const links = [...marks.querySelectorAll("a")];
    let near = null;
    const raise = ({ clientX: x, clientY: y }) => {
      near?.classList.remove("near");
      near = null;
      let least = Infinity;
      for (const link of links) {
        const box = link.getBoundingClientRect();
        const apart = Math.hypot((box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y);
        const under = box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
        if (under && apart < least) [near, least] = [link, apart];
      }
      near?.classList.add("near");
    };
    for (const kind of ["pointermove", "pointerdown"]) marks.addEventListener(kind, raise);
    marks.addEventListener("click", (event) => {
      if (!event.detail || !near || event.target === near) return;
      event.preventDefault();
      near.click();
    });
  }

  /* Show a figure with its picture as large as it is stored: twice as large as on the page. */
  function enlarge(figure, name) {
    const image = figure.querySelector("img");
    const dialog = document.createElement("dialog");
    const picture = image.cloneNode();
    const close = button("Close", name, () => dialog.close());
    const box = document.createElement("div");
    dialog.className = "enlarged";
    dialog.setAttribute("aria-label", name);
    picture.removeAttribute("width");
    box.className = "scroll";
    box.append(picture);
    const said = [".title", ".caption"].map((part) => figure.querySelector(part)).filter(Boolean);
    const [head, ...rest] = said.map((part) => {
      const told = document.createElement("p");
      told.textContent = plain(part);
      return told;
    });
    dialog.append(head, close, box, ...rest);
    // The theme would keep this key from closing it.
    const escape = (event) => { if (event.key === "Escape") dialog.close(); };
    window.addEventListener("keydown", escape, true);
    dialog.addEventListener("close", () => {
      window.removeEventListener("keydown", escape, true);
      dialog.remove();
    });
    article.append(dialog);
    dialog.showModal();
    setStop(box, name);
  }

  function download(table, name) {
    const rows = [...table.rows].map((row) => [...row.cells].map((cell) => csvCell(plain(cell))).join(","));
    // The first character tells spreadsheets that this is UTF-8.
    const file = new Blob(["\ufeff", rows.map((row) => `${row}\r\n`).join("")], { type: "text/csv" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60).replace(/^-|-$/g, "") || "table"}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /* A spreadsheet would take a cell that begins so for a formula; a number it may take. */
  function csvCell(text) {
    const number = text.replace(/^−/, "-");
    const safe = /^-?\d+(\.\d+)?$/.test(number) ? number : text.replace(/^(?=[=+\-@])/, "'");
    return `"${safe.replaceAll('"', '""')}"`;
  }

  function cite(tools, part, id) {
    const told = document.createElement("p");
    told.className = "citation";
    told.hidden = true;
    told.textContent = citation(part, id);
    const open = button(part ? "Cite" : "Cite this page", part, () => {
      told.hidden = !told.hidden;
      open.setAttribute("aria-expanded", String(!told.hidden));
    });
    open.setAttribute("aria-expanded", "false");
    tools.append(open, told);
  }

  function citation(part, id) {
    const address = location.protocol === "file:" ? "" : location.href.replace(/[?#].*/, "") + (id && `#${id}`);
    const inner = part.replace(/[“”]/g, (mark) => (mark === "“" ? "‘" : "’")).replace(/\.$/, "");
    const parts = [part && `“${inner}”, in`, `“${title}”${/[?!]$/.test(title) ? "" : "."}`];
    const whole = /[?!.]$/.test(project.title) ? `${project.title} Version` : `${project.title}, version`;
    parts.push(`${whole} ${project.version}, by ${project.authors}.`, address);
    return parts.filter(Boolean).join(" ");
  }
})();
