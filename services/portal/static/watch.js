/* Looks again at this page every few seconds, while a part of it says that it is waiting for something. */

import { refreshLiveParts } from "./refresh.js";

const LONGEST_WAIT = 30;

function again(waited) {
  const watched = document.querySelector("[data-watch]");
  if (!watched) return;
  const wait = Math.min(LONGEST_WAIT, Math.max(Number(watched.dataset.watch), waited * 1.3));
  setTimeout(async () => {
    await refreshLiveParts();
    again(wait);
  }, wait * 1000);
}

again(0);
