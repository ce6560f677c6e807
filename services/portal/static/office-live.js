/* What happens while the console is open: a toast, the bell's counter and list, and fresh parts of the record at hand.

   /office/live sends messages {id, title, text, url, at, kind}; EventSource reconnects by itself. */

import { refreshLiveParts } from "./refresh.js";

const MOST_IN_BELL = 8;
const TOAST_STAYS = 8000;
const toasts = document.querySelector("[data-toasts]");
const bell = document.querySelector("[data-bell]");
const seen = new Set([...document.querySelectorAll("[data-notice]")].map((item) => item.dataset.notice));

/* The markup of both comes from <template>s of the page; texts go in as text. */
function made(template, notice) {
  const piece = document.querySelector(`template[data-template="${template}"]`).content.firstElementChild.cloneNode(true);
  const link = piece.querySelector("a");
  link.href = sameSite(notice.url);
  link.querySelector("[data-title]").textContent = notice.title;
  link.querySelector("[data-text]").textContent = notice.text;
  const time = piece.querySelector("time");
  if (time) {
    time.dateTime = notice.at;
    time.textContent = clock(notice.at);
  }
  return piece;
}

function clock(at) {
  const { timeZone } = toasts.dataset;
  return new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit", timeZone });
}

function sameSite(url) {
  const target = new URL(url, location.href);
  return target.origin === location.origin ? target.href : location.href;
}

function toast(notice) {
  const piece = made("toast", notice);
  piece.querySelector("button").addEventListener("click", () => piece.remove());
  toasts.append(piece);
  let leaving = setTimeout(() => piece.remove(), TOAST_STAYS);
  for (const stay of ["pointerenter", "focusin"]) piece.addEventListener(stay, () => clearTimeout(leaving));
  for (const leave of ["pointerleave", "focusout"]) {
    piece.addEventListener(leave, () => {
      clearTimeout(leaving);
      leaving = setTimeout(() => piece.remove(), TOAST_STAYS);
    });
  }
}

function ring(notice) {
  const counter = bell.querySelector("[data-count]");
  const unread = Number(counter.dataset.count) + 1;
  counter.dataset.count = unread;
  counter.textContent = unread > 99 ? "99+" : unread;
  counter.hidden = false;
  bell.querySelector("[data-bell-name]").textContent = bell.dataset.bellText.replace("{unread}", unread);
  const list = bell.querySelector("[data-bell-list]");
  bell.querySelector("[data-bell-empty]").hidden = true;
  list.prepend(made("notice", notice));
  while (list.children.length > MOST_IN_BELL) list.lastElementChild.remove();
}

function onMessage(event) {
  const notice = JSON.parse(event.data);
  /* A reconnect may send again what has been shown. */
  if (seen.has(notice.id)) return;
  seen.add(notice.id);
  toast(notice);
  ring(notice);
  const about = new URL(notice.url, location.href);
  if (about.pathname === location.pathname || "liveList" in document.body.dataset) refreshLiveParts();
}

function closeBell(event) {
  if (!bell.open || (event.type === "keydown" ? event.key !== "Escape" : bell.contains(event.target))) return;
  bell.open = false;
  if (event.type === "keydown") bell.querySelector("summary").focus();
}

if (toasts && bell) {
  const live = new EventSource("/office/live");
  live.addEventListener("message", onMessage);
  document.addEventListener("keydown", closeBell);
  document.addEventListener("pointerdown", closeBell);
  addEventListener("pagehide", () => live.close());
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}
