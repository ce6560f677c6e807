/* The form of signing up: proposes an address from the company's name, says whether it is free, and guesses where one is. */

const form = document.querySelector("form[data-address]");
const { company_name: company, slug, time_zone: zone, currency } = form.elements;
const shown = form.querySelector("[data-slug]");
const told = form.querySelector("[data-told]");
const WAIT = 250;
let isOwn = slug.value !== "";
let isChosen = !("guessed" in form.dataset);
let asked = 0;
let timer = 0;

async function ask(query) {
  const mine = (asked += 1);
  const answer = await fetch(`${form.dataset.address}?${new URLSearchParams(query)}`).catch(() => undefined);
  // What is older than the latest question, or was not answered, tells nothing.
  return answer?.ok && mine === asked ? answer.json() : undefined;
}

function show() {
  shown.textContent = slug.value || "your-company";
}

async function propose() {
  const found = company.value.trim() ? await ask({ company_name: company.value }) : undefined;
  if (!found || isOwn) return;
  slug.value = found.suggestion;
  told.textContent = "";
  show();
}

async function check() {
  const found = slug.value ? await ask({ slug: slug.value }) : undefined;
  if (!found) return void (told.textContent = "");
  told.textContent = found.free
    ? told.dataset.free.replace("{address}", found.slug)
    : told.dataset.taken.replace("{problem}", found.message).replace("{address}", found.suggestion);
}

function soon(task) {
  clearTimeout(timer);
  timer = setTimeout(task, WAIT);
}

function follow() {
  const fitting = zone.selectedOptions[0]?.dataset.currency;
  if (fitting && !isChosen) currency.value = fitting;
}

function guess() {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (isChosen || ![...zone.options].some((option) => option.value === here)) return;
  zone.value = here;
  follow();
}

company.addEventListener("input", () => { if (!isOwn) soon(propose); });
slug.addEventListener("input", () => {
  isOwn = slug.value !== "";
  show();
  soon(check);
});
zone.addEventListener("change", follow);
currency.addEventListener("change", () => { isChosen = true; });
guess();
