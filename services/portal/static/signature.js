/* Drawing a signature, or typing it. The pad's library is fetched when drawing first shows. */

const INK = "#1b1d21";
const WIDEST = 1200;
const HIGHEST = 400;
const MOST_BYTES = 300_000;

/* Brings out the choice between drawing and typing; the answer is a function that stores the signature in the form
   and tells whether there is one. */
export function readySignature(form) {
  const fieldset = form.querySelector("[data-signature]");
  const canvas = fieldset.querySelector("canvas");
  const problem = fieldset.querySelector("[data-pad-problem]");
  const kind = form.elements.signature_kind;
  let pad = null;

  const say = (sentence) => {
    problem.textContent = sentence;
    problem.hidden = !sentence;
  };

  async function show() {
    for (const panel of fieldset.querySelectorAll("[data-signature-panel]")) panel.hidden = panel.dataset.signaturePanel !== kind.value;
    form.elements.signature_text.required = kind.value === "typed";
    if (kind.value !== "drawn" || pad) return;
    try {
      pad = await openPad(canvas, () => say(""));
    } catch {
      fieldset.querySelector("[data-signature-kinds]").hidden = true;
      kind.value = "typed";
      show();
    }
  }

  function take() {
    const drawn = kind.value === "drawn";
    if (drawn && (!pad || pad.isEmpty())) {
      say(problem.dataset.missing);
      fieldset.scrollIntoView({ block: "center" });
      return false;
    }
    form.elements.signature_png.value = drawn ? asPng(canvas) : "";
    return true;
  }

  fieldset.querySelector("[data-signature-kinds]").hidden = false;
  if (fieldset.dataset.kept !== "typed") kind.value = "drawn";
  fieldset.addEventListener("change", (event) => event.target.name === "signature_kind" && show());
  fieldset.querySelector("[data-clear]").addEventListener("click", () => pad?.clear());
  show();
  return take;
}

async function openPad(canvas, onStroke) {
  const { default: SignaturePad } = await import(canvas.dataset.pad);
  const pad = new SignaturePad(canvas, { penColor: INK, minWidth: 0.8, maxWidth: 2.6 });
  pad.addEventListener("beginStroke", onStroke);
  new ResizeObserver(() => fit(canvas, pad)).observe(canvas);
  fit(canvas, pad);
  return pad;
}

/* As many pixels as the screen has there; what was drawn is kept and scaled along. */
function fit(canvas, pad) {
  const sharpness = Math.max(devicePixelRatio || 1, 1);
  const width = Math.round(canvas.clientWidth * sharpness);
  const height = Math.round(canvas.clientHeight * sharpness);
  if (!width || (canvas.width === width && canvas.height === height)) return;
  const grown = width / (canvas.dataset.drawnWidth || width);
  const strokes = pad.toData();
  canvas.width = width;
  canvas.height = height;
  canvas.dataset.drawnWidth = width;
  canvas.getContext("2d").scale(sharpness, sharpness);
  for (const point of strokes.flatMap((stroke) => stroke.points)) {
    point.x *= grown;
    point.y *= grown;
  }
  pad.fromData(strokes);
}

/* The drawing as base64 PNG, at most 1200 x 400 pixels and 300 kB. */
function asPng(canvas) {
  let scale = Math.min(1, WIDEST / canvas.width, HIGHEST / canvas.height);
  let png = scaled(canvas, scale);
  while (png.length * 0.75 > MOST_BYTES) {
    scale *= 0.75;
    png = scaled(canvas, scale);
  }
  return png;
}

function scaled(canvas, scale) {
  const copy = document.createElement("canvas");
  copy.width = Math.round(canvas.width * scale);
  copy.height = Math.round(canvas.height * scale);
  copy.getContext("2d").drawImage(canvas, 0, 0, copy.width, copy.height);
  return copy.toDataURL("image/png").split(",")[1];
}
