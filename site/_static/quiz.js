/* Questions with feedback. Without this script each question still has its answer in a fold.
   Nothing is stored, and nothing is sent. */
"use strict";

function tell(form) {
  const options = [...form.querySelectorAll("input")];
  const chosen = options.filter((option) => option.checked);
  if (!chosen.length) return { text: "Choose an answer first.", right: null };
  const wrong = chosen.filter((option) => !("right" in option.dataset));
  const all = options.filter((option) => "right" in option.dataset).length;
  const found = chosen.length - wrong.length;
  const said = (wrong.length ? wrong : chosen).map((option) => option.dataset.feedback);
  if (wrong.length) return { text: "✗ Not quite. " + said.join(" "), right: false };
  if (found < all) return { text: "✓ " + said.join(" ") + " But there is one more.", right: null };
  return { text: "✓ " + said.join(" "), right: true };
}

for (const form of document.querySelectorAll("form.quiz")) {
  const button = form.querySelector("button");
  const status = form.querySelector(".quiz-said");
  button.disabled = false;
  button.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = tell(form);
    status.textContent = said.text;
    status.dataset.right = String(said.right);
  });
  // An old verdict must not stand beside a new choice.
  form.addEventListener("change", () => {
    status.textContent = "";
    delete status.dataset.right;
  });
}
