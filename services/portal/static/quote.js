/* The proposal page: totals that follow the choices, and drawing a signature. Without it the page works by its forms. */

import { readySignature } from "./signature.js";

const form = document.getElementById("accept");
const totals = document.querySelector("[data-totals]");
const problem = document.querySelector("[data-totals-problem]");
const acceptButton = document.getElementById("accept-button");
const CHOICES = ["option_id", "maintenance_plan_id", "item"];
let asking = new AbortController();
let settled = true;

const chosen = (name) => [...form.elements].filter((input) => input.name === name && input.checked && !input.disabled);

function choices() {
  const query = new URLSearchParams();
  for (const name of CHOICES) {
    for (const input of chosen(name)) query.append(name, input.value);
  }
  return query;
}

/* Only the chosen package's lines and extras show, and only its extras are sent. */
function showChosenOption() {
  const [option] = chosen("option_id");
  if (!option) return;
  for (const part of document.querySelectorAll("[data-option]")) {
    const shown = part.dataset.option === "" || part.dataset.option === option.value;
    part.hidden = !shown;
    for (const input of part.querySelectorAll('input[name="item"]')) input.disabled = !shown;
  }
  fill("option", option.dataset.name);
}

function fill(name, text) {
  for (const place of document.querySelectorAll(`[data-fill="${name}"]`)) place.textContent = text;
}

function showTotals(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("totals");
  if (!fresh) throw new Error("The answer holds no totals.");
  totals.replaceChildren(document.adoptNode(fresh));
  fill("total", fresh.dataset.total);
  fill("deposit", fresh.dataset.deposit);
  for (const line of document.querySelectorAll("[data-deposit-line]")) line.hidden = !fresh.dataset.deposit;
}

/* Nobody can accept while the total on the screen is not that of the choices on the screen. */
function settle(isSettled) {
  settled = isSettled;
  acceptButton.setAttribute("aria-disabled", String(!isSettled));
  totals.setAttribute("aria-busy", String(!isSettled));
}

async function updateTotals() {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  settle(false);
  problem.hidden = true;
  try {
    const answer = await fetch(`${form.dataset.totalsUrl}?${choices()}`, { signal });
    if (!answer.ok) throw new Error(`The totals answered ${answer.status}.`);
    showTotals(await answer.text());
    settle(true);
  } catch {
    if (signal.aborted) return;
    totals.setAttribute("aria-busy", "false");
    problem.hidden = false;
  }
}

function onChange(event) {
  if (event.target.name === "consent") {
    form.elements.consented_at.value = event.target.checked ? new Date().toISOString() : "";
  }
  if (!CHOICES.includes(event.target.name)) return;
  if (event.target.name === "option_id") showChosenOption();
  updateTotals();
}

function onSubmit(event) {
  if (event.submitter?.formMethod === "get") return;
  const ready = settled && takeSignature();
  if (!ready) event.preventDefault();
  if (!settled) totals.scrollIntoView({ block: "center" });
}

document.querySelectorAll("[data-without-script]").forEach((part) => part.remove());
const takeSignature = readySignature(form);
document.addEventListener("change", onChange);
form.addEventListener("submit", onSubmit);
/* A reloaded page may get other choices back from the browser than those the server's totals are for. */
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) return;
  showChosenOption();
  if ([...form.elements].some((input) => CHOICES.includes(input.name) && input.checked !== input.defaultChecked)) updateTotals();
});
