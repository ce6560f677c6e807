/* An estimate in the making: rows come, go and move in place, and the totals follow what is typed.

   Nothing is computed here: the form as it is goes to the server, which answers what it comes to. Without this script
   the same buttons post the same form, and the page comes back with all of it. */

const form = document.getElementById("editor");
const figures = form.querySelector("[data-figures]");
const problem = form.querySelector("[data-figures-problem]");
const announced = form.querySelector("[data-announced]");
const PAUSE = 300;
const KINDS = { "add-line": "line", "add-option": "option", "add-plan": "plan", "add-zone": "zone" };
let asking = new AbortController();
let waiting;
let changed = false;

const rowsOf = (list) => [...list.children];
const listFor = (kind, key) => form.querySelector(`[data-rows="${kind}"]${kind === "line" ? `[data-of="${key ? `${key}.` : ""}"]` : ""}`);

function newKey() {
  const numbers = [...form.querySelectorAll("[data-row]")].map((row) => Number(/^n(\d+)$/.exec(row.dataset.row)?.[1] ?? 0));
  return `n${Math.max(0, ...numbers) + 1}`;
}

/* A row of the page's own markup, its key in place of the one that stands for it. */
function made(kind, of) {
  const markup = document.querySelector(`template[data-template="${kind}"]`).innerHTML;
  const holder = document.createElement("template");
  holder.innerHTML = markup.replaceAll("__of__", of).replaceAll(`__${kind}__`, newKey());
  return holder.content.firstElementChild;
}

function renumber(list) {
  rowsOf(list).forEach((row, place) => {
    for (const number of row.querySelectorAll(`[data-number="${row.dataset.row}"]`)) number.textContent = place + 1;
  });
}

function add(kind, key) {
  const list = listFor(kind, key);
  const row = made(kind, list.dataset.of ?? "");
  const last = list.lastElementChild;
  list.append(row);
  /* Most lines of one offer are taxed alike. */
  if (kind === "line" && last) field(row, "tax_rate").value = field(last, "tax_rate").value;
  if (kind === "option") add("line", row.dataset.row);
  renumber(list);
  focusFirst(row);
}

const field = (row, name) => form.elements[`${row.dataset.row}.${name}`];
const focusFirst = (row) => row.querySelector("input:not([type=hidden])").focus();

function remove(row) {
  const list = row.parentElement;
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  renumber(list);
  if (next) focusFirst(next);
  else list.parentElement.querySelector(".add").focus();
}

function move(row, way, button) {
  const list = row.parentElement;
  if (way === "up") row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  renumber(list);
  /* At the end the button is gone, and its neighbour takes the focus. */
  const other = document.getElementById(`${way === "up" ? "down" : "up"}:${row.dataset.row}`);
  (button.checkVisibility() ? button : other).focus();
}

function onClick(event) {
  const button = event.target.closest('button[name="do"]');
  if (!button) return;
  const [act, key] = button.value.split(":");
  const row = key ? [...form.querySelectorAll("[data-row]")].find((one) => one.dataset.row === key) : null;
  if (act in KINDS) add(KINDS[act], key);
  else if (act === "remove" && row) remove(row);
  else if ((act === "up" || act === "down") && row) move(row, act, button);
  else return;
  event.preventDefault();
  touched();
}

function touched() {
  changed = true;
  clearTimeout(waiting);
  waiting = setTimeout(update, PAUSE);
}

async function update() {
  clearTimeout(waiting);
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  figures.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.dataset.totals, { method: "POST", body: new URLSearchParams(new FormData(form)), signal });
    if (!answer.ok) throw new Error(`The totals answered ${answer.status}.`);
    show(await answer.json());
    problem.hidden = true;
  } catch {
    if (signal.aborted) return;
    problem.hidden = false;
  }
  figures.setAttribute("aria-busy", "false");
}

function show(found) {
  const fresh = new DOMParser().parseFromString(found.figures, "text/html").getElementById("figures");
  figures.replaceChildren(document.adoptNode(fresh));
  for (const place of form.querySelectorAll("[data-amount]")) place.textContent = found.amounts[place.dataset.amount] ?? "–";
  for (const place of form.querySelectorAll("[data-year]")) place.textContent = found.years[place.dataset.year] ?? "–";
  form.querySelector("[data-summary]").textContent = found.summary || "–";
  if (found.summary) announced.textContent = form.dataset.total.replace("{amount}", found.summary);
}

function showDesign() {
  for (const part of form.querySelectorAll("[data-for-type]")) part.hidden = part.dataset.forType !== form.elements.record_type.value;
}

function onEnter(event) {
  const isLine = event.target.matches('input:not([type="radio"], [type="checkbox"])');
  if (event.key !== "Enter" || event.isComposing || !isLine) return;
  event.preventDefault();
  if (event.target.id === "customer_search") document.getElementById("find").click();
  else update();
}

document.querySelectorAll("[data-without-script]").forEach((part) => part.remove());
form.addEventListener("click", onClick);
form.addEventListener("keydown", onEnter);
form.addEventListener("input", touched);
form.addEventListener("change", showDesign);
/* A second press while the first is under way does nothing. */
form.addEventListener("submit", (event) => {
  if (form.dataset.under === "way") return event.preventDefault();
  form.dataset.under = "way";
  changed = false;
});
addEventListener("pageshow", () => delete form.dataset.under);
addEventListener("beforeunload", (event) => changed && event.preventDefault());
showDesign();
