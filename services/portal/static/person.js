/* Tells a person from a mail scanner: a page's nonce takes effect only at a first touch, key or wheel by hand.

   Scripts press, scroll and submit too. Browsers call the scroll, input and label clicks that follow trusted all the
   same, so those are no sign of a person; whoever shows none of the signs below is asked to confirm by the server. */

const SIGNS = ["pointerdown", "touchstart", "keydown", "wheel"];
const { nonce, view, viewNonce, seen, seenNonce } = document.body.dataset;

function tell(url, proof) {
  if (url) fetch(url, { method: "POST", headers: { "X-Nonce": proof }, keepalive: true }).catch(() => {});
}

function met(event) {
  if (!event.isTrusted) return;
  for (const sign of SIGNS) removeEventListener(sign, met, true);
  document.body.dataset.met = "";
  if (nonce) for (const field of document.querySelectorAll('form[method="post"] input[name="nonce"]')) field.value = nonce;
  tell(view, viewNonce ?? nonce);
  tell(seen, seenNonce);
}

/* A second press on a form that is under way does nothing; coming back to the page makes it ready again. */
function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || !form.matches?.("[data-once]") || event.submitter?.formMethod === "get") return;
  if (form.dataset.under === "way") return event.preventDefault();
  form.dataset.under = "way";
  event.submitter?.setAttribute("aria-disabled", "true");
}

function makeReady() {
  for (const form of document.querySelectorAll("[data-once]")) delete form.dataset.under;
  for (const button of document.querySelectorAll("[data-once] [aria-disabled]")) button.removeAttribute("aria-disabled");
}

if (nonce || seen) for (const sign of SIGNS) addEventListener(sign, met, { capture: true, passive: true });
addEventListener("submit", sendOnce);
addEventListener("pageshow", makeReady);
document.querySelector("[data-errors]")?.focus();
