/* Photos on a form: shown before they are sent, taken back at a press, and made no larger than is of use.

   Without this script the file field sends them as they are. What they are, the server finds out in any case. */

const LONGEST = 2400;
const GOOD = 0.85;
const SMALL = 1000000;
const THUMB = 192;

const box = document.querySelector("[data-photos]");
const input = box.querySelector('input[type="file"]');
const list = box.querySelector("[data-previews]");
const refused = box.querySelector("[data-refused]");
const most = Number(box.dataset.most);
const mostBytes = Number(box.dataset.megabytes) * 1024 * 1024;
let chosen = [];
let atWork = Promise.resolve();
let busy = 0;

function drawn(bitmap, longest) {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function prepared(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return { file, name: file.name };
  }
  const preview = drawn(bitmap, THUMB);
  let small = file;
  if (file.size > SMALL || Math.max(bitmap.width, bitmap.height) > LONGEST) {
    const blob = await new Promise((done) => drawn(bitmap, LONGEST).toBlob(done, "image/jpeg", GOOD));
    const name = `${file.name.replace(/\.[^.]*$/, "")}.jpg`;
    if (blob && blob.size < file.size) small = new File([blob], name, { type: blob.type });
  }
  bitmap.close();
  return { file: small, name: file.name, preview };
}

function show(problems) {
  const files = new DataTransfer();
  for (const one of chosen) files.items.add(one.file);
  input.files = files.files;
  list.replaceChildren(...chosen.map(item));
  list.hidden = chosen.length === 0;
  refused.textContent = problems.join(" ");
  refused.hidden = problems.length === 0;
}

function item(one) {
  const row = document.createElement("li");
  if (one.preview) {
    one.preview.setAttribute("role", "img");
    one.preview.setAttribute("aria-label", one.name);
    row.append(one.preview);
  } else {
    row.append(one.name);
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "text-button";
  const which = document.createElement("span");
  which.className = "visually-hidden";
  which.textContent = ` ${one.name}`;
  button.append(box.dataset.remove, which);
  button.addEventListener("click", () => {
    chosen = chosen.filter((other) => other !== one);
    show([]);
    (list.querySelector("button") ?? input).focus();
  });
  row.append(button);
  return row;
}

async function add(files) {
  const problems = [];
  for (const file of files) {
    if (chosen.length >= most) {
      problems.push(box.dataset.tooMany);
      break;
    }
    const one = await prepared(file);
    if (one.file.size > mostBytes) problems.push(`${file.name}: ${box.dataset.tooLarge}`);
    else chosen.push(one);
  }
  show(problems);
}

input.addEventListener("change", () => {
  const files = [...input.files];
  // Nothing is sent twice while it is being made smaller.
  busy += 1;
  atWork = atWork.then(() => add(files)).finally(() => { busy -= 1; });
});

input.form.addEventListener("submit", (event) => {
  if (!busy) return;
  event.preventDefault();
  const button = event.submitter;
  atWork.then(() => input.form.requestSubmit(button));
});
