/* One slide at a time: arrow keys, Page Up and Down, Home, End, the buttons, or the address.
   Without this script all slides stand under one another. */
"use strict";

const slides = [...document.querySelectorAll("main > section")];
const nav = document.querySelector("nav");
const status = nav.querySelector("[role=status]");
const [back, next] = nav.querySelectorAll("button");

function current() {
  const found = slides.findIndex((slide) => "#" + slide.id === location.hash);
  return Math.max(found, 0);
}

function show(number, focus) {
  const place = Math.min(Math.max(number, 0), slides.length - 1);
  slides.forEach((slide, n) => { slide.hidden = n !== place; });
  back.disabled = place === 0;
  next.disabled = place === slides.length - 1;
  status.textContent = `Slide ${place + 1} of ${slides.length}`;
  history.replaceState(null, "", "#" + slides[place].id);
  window.scrollTo(0, 0);
  if (focus) slides[place].querySelector("h1, h2").focus();
}

/* A picture taller than wide keeps its width, and its slide scrolls: or its words were too small. */
for (const image of document.querySelectorAll("figure img")) {
  image.decode().then(() => image.classList.toggle("tall", image.naturalHeight > image.naturalWidth), () => {});
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1, Home: -Infinity, End: Infinity };

document.addEventListener("keydown", (event) => {
  const scrolls = event.target.closest(".scroll, summary, input");
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.key in STEPS)) return;
  if (scrolls && event.key.startsWith("Arrow")) return;
  event.preventDefault();
  show(current() + STEPS[event.key], true);
});
nav.addEventListener("click", (event) => {
  const step = Number(event.target.dataset.step);
  if (step) show(current() + step, false);
});
window.addEventListener("hashchange", () => show(current(), true));
document.documentElement.classList.add("deck");
nav.hidden = false;
show(current(), false);
