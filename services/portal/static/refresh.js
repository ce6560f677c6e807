/* Fetches this page again and swaps the parts marked data-live; whatever else is on it, and a part in which somebody
   has begun to write, is left alone. Where the page has become another one (its live parts are gone), it is opened anew. */

const parts = (page) => [...page.querySelectorAll("[data-live]")];

export async function refreshLiveParts() {
  let fresh;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok) return false;
    fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return false;
  }
  const replacements = new Map(parts(fresh).map((part) => [part.dataset.live, part]));
  if (parts(document).some((part) => !replacements.has(part.dataset.live))) {
    location.reload();
    return true;
  }
  for (const part of parts(document)) swap(part, replacements.get(part.dataset.live));
  return true;
}

function swap(old, fresh) {
  keepUnfolded(old, fresh);
  if (old.outerHTML === fresh.outerHTML || old.contains(document.activeElement) || isBegun(old)) return;
  const { met, nonce } = document.body.dataset;
  /* person.js has met a person already, so what it filled in before is filled in here too. */
  if (met !== undefined) for (const field of fresh.querySelectorAll('input[name="nonce"]')) field.value = nonce;
  old.replaceWith(document.adoptNode(fresh));
}

/* What was unfolded by hand stays so. */
function keepUnfolded(old, fresh) {
  const unfolded = new Map([...old.querySelectorAll("details")].map((part) => [part.firstElementChild.textContent, part.open]));
  for (const part of fresh.querySelectorAll("details")) part.open = unfolded.get(part.firstElementChild.textContent) ?? part.open;
}

function isBegun(part) {
  const written = [...part.querySelectorAll("input:not([type=hidden]), textarea")];
  return written.some((field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked);
}
