/* Buttons that copy the text in their data-copy. They show only where script runs. */

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say(button, button.dataset.copied ?? "Copied");
  } catch {
    document.getElementById(button.dataset.copyFrom)?.select();
    say(button, button.dataset.byHand ?? "Press Ctrl+C to copy");
  }
}

function say(button, text) {
  const label = button.querySelector("[data-copy-label]");
  const usual = (label.dataset.usual ??= label.textContent);
  label.textContent = text;
  setTimeout(() => (label.textContent = usual), 2500);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
