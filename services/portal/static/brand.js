/* Shows a brand's colour and logo on the samples while they are chosen; nothing is saved by it. */

const sheet = document.querySelector("[data-look]");
const colour = document.querySelector('input[type="color"]');
const file = document.querySelector('input[type="file"]');

function wear(head, source) {
  const name = head.querySelector("[data-company]");
  let image = head.querySelector("[data-logo]");
  if (!image) {
    image = document.createElement("img");
    image.dataset.logo = "";
    image.alt = name.textContent;
    head.prepend(image);
  }
  image.src = source;
  name.hidden = true;
}

colour?.addEventListener("change", () => {
  // What was said of the colour before is not true of this one; the server says it again.
  document.querySelector("[data-told]").textContent = "";
  sheet.href = sheet.dataset.look + colour.value.replace("#", "");
});

file?.addEventListener("change", () => {
  const [picture] = file.files;
  if (!picture?.type.startsWith("image/")) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    for (const head of document.querySelectorAll(".dress-head")) wear(head, reader.result);
  });
  reader.readAsDataURL(picture);
});
