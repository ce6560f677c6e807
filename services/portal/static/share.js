/* Buttons that hand a link to the device's own way of sharing. They show only where there is one. */

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    // Closing the sheet without sharing is an answer as well.
    navigator.share({ url: button.dataset.share, text: button.dataset.shareText }).catch(() => {});
  });
}
