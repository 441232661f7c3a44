// What htmx does not do by itself. Every page works without it.
"use strict";

// A refusal (4xx) has a sentence for the person: htmx would throw it away.
document.addEventListener("htmx:beforeSwap", (event) => {
  const answer = event.detail;
  if (answer.xhr.status >= 400 && answer.xhr.getResponseHeader("Content-Type")?.startsWith("text/html")) {
    answer.shouldSwap = true;
    answer.isError = false;
  }
});

// Where the links are wider than the window, the one of this page is seen.
document.querySelector("nav.main [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Copy buttons: <button type="button" data-copy="text">.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.textContent;
  button.textContent = button.dataset.copied || words;
  setTimeout(() => { button.textContent = words; }, 2000);
});

// A file may be dropped anywhere in its field.
for (const place of document.querySelectorAll(".drop")) {
  const input = place.querySelector("input[type=file]");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
}
