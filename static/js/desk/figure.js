/* A figure: a new picture that is uploaded here, one that is here already, or a step of a practice scenario. */

import { ask, element, found, offerDemos, search } from "./dialogs.js";
import { isSignedIn } from "./session.js";
import { slug } from "./structure.js";
import { one } from "../sure.js";
import { desk, token, word } from "./words.js";

const MOST_TRIES = 100; // names that are proposed
const WIDEST = 480; // px, of the picture in the dialog
const dialog = one(document, "#desk-figure", HTMLDialogElement);
const form = one(dialog, "form", HTMLFormElement);
const errors = one(form, ".errorlist");
const progress = one(form, "progress", HTMLProgressElement);
const shown = one(form, ".desk-shown", HTMLCanvasElement);
const [file, key, alt, said, caption] = ["file", "key", "alt", "said", "caption"].map((name) =>
  one(form, `[name=${name}]`, HTMLInputElement),
);

const inUse = one(form, "[data-in-use]");
const replace = one(inUse, "input", HTMLInputElement);

/**
 * The lines of a figure, or null. `file` is what was pasted or dropped, if something was.
 *
 * @param {{area: HTMLTextAreaElement, language: string, demo: string, name: string, file?: File}} wish
 */
export async function askFigure({ area, language, demo, name, file: given }) {
  const answer = await ask(area, "figure", () => {
    for (const each of form.querySelectorAll("[data-language]")) each.textContent = desk.languages[language];
    for (const each of [alt, said]) each.lang = language;
    caption.lang = language;
    caption.dataset.name = name;
    complain([]);
    offerToReplace(false);
    take(given);
    choose();
    search(one(form, "[data-source=picture]"), "pictures", language, { name: "image", key: "key" }, drawn(language));
    offerDemos(form, language, demo).catch(() => complain([word("unreachable")]));
    form.onsubmit = (event) => submit(event, language);
  });
  return answer && figureLines(answer);
}

function figureLines(answer) {
  const source = answer.get("source");
  const rows = [];
  if (source === "upload") rows.push(`image: ${answer.get("key")}`);
  if (source === "picture") rows.push(`image: ${answer.get("image")}`);
  if (source === "demo") {
    rows.push(`demo: ${answer.get("demo")}`);
    if (answer.get("step")) rows.push(`state: ${answer.get("step")}`);
    if (answer.get("platform")) rows.push(`platform: ${answer.get("platform")}`);
    if (answer.get("said").trim()) rows.push(`alt: ${answer.get("said").trim()}`);
  }
  return ["::: figure", ...rows, `caption: ${answer.get("caption").trim()}`, ":::"];
}

function drawn(language) {
  return ({ key, alt, language: own, url }) => [
    element("img", "", { src: url, alt: "", loading: "lazy" }),
    element("b", key),
    element("span", alt, { lang: own }),
    ...(own === language ? [] : [element("small", word("otherLanguage"))]),
  ];
}

/* Only the part that is chosen takes part in the form. */
function choose() {
  const source = new FormData(form).get("source");
  /** @type {NodeListOf<HTMLElement>} */
  const parts = form.querySelectorAll("div[data-source]");
  for (const part of parts) {
    part.hidden = part.dataset.source !== source;
    for (const field of part.querySelectorAll("input")) field.disabled = part.hidden;
    for (const field of part.querySelectorAll("select")) field.disabled = part.hidden;
  }
  for (const field of [file, key, alt]) field.required = source === "upload";
  one(form, "select[name=demo]").toggleAttribute("required", source === "demo");
}

/* Shows the file that was `given`, or else chosen, and proposes a name for it. */
function take(given) {
  if (given) {
    const carried = new DataTransfer();
    carried.items.add(given);
    file.files = carried.files;
  }
  const [chosen] = file.files ?? [];
  shown.hidden = true;
  if (!chosen) return;
  draw(chosen);
  const words = chosen.name.replace(/\.\w+$/, "");
  const isNamed = !/^(image|img|screenshot|clipboard|capture)?[-_ 0-9]*$/i.test(words); // pasted ones are called image.png
  if (!key.value) propose(slug(isNamed ? words : `${caption.dataset.name}-${stamp()}`).slice(0, 56));
}

/* A canvas, because the page's policy lets no image in from elsewhere than the site. */
async function draw(chosen) {
  const image = await createImageBitmap(chosen).catch(() => null);
  if (!image || file.files?.[0] !== chosen) return; // it is none, or another was chosen meanwhile
  const scale = Math.min(1, WIDEST / image.width);
  shown.width = Math.max(1, Math.round(image.width * scale));
  shown.height = Math.max(1, Math.round(image.height * scale));
  shown.getContext("2d")?.drawImage(image, 0, 0, shown.width, shown.height);
  shown.hidden = false;
  image.close();
}

/* A name in use is asked about, once the server has said where. */
function offerToReplace(isOffered) {
  inUse.hidden = !isOffered;
  replace.checked = false;
}

/* Writes `wanted` into the field of the name, with a number behind it if this language has a picture of that name, unless somebody types. */
async function propose(wanted) {
  key.value = wanted;
  for (let nth = 2; key.value && nth < MOST_TRIES; nth += 1) {
    const tried = key.value;
    const taken = await found("pictures", { q: tried, language: alt.lang }).catch(() => []);
    if (key.value !== tried || !taken.some((picture) => picture.key === tried && picture.language === alt.lang)) return;
    key.value = `${wanted}-${nth}`;
  }
}

function stamp() {
  return new Date().toISOString().slice(2, 16).replace(/\D/g, "");
}

function complain(problems) {
  errors.replaceChildren(...problems.map((problem) => element("li", problem)));
  errors.hidden = !problems.length;
  if (problems.length) errors.scrollIntoView({ block: "nearest" });
}

async function submit(event, language) {
  const isUpload = event.submitter?.value === "insert" && new FormData(form).get("source") === "upload";
  if (!isUpload) return;
  event.preventDefault();
  complain([]);
  const problems = await upload(language, event.submitter);
  if (problems.length) complain(problems);
  else dialog.close("insert");
}

/* What is wrong, in the editor's language; nothing if the picture is there now. */
async function upload(language, button) {
  const data = new FormData();
  for (const field of [file, key, alt]) data.append(field.name, field.files?.[0] ?? field.value);
  data.append("language", language);
  if (replace.checked) data.append("replace", "on");
  button.disabled = true;
  progress.hidden = false;
  try {
    const { status, answer } = await sent(data);
    if (status === 201) return [];
    if (answer?.problems) {
      offerToReplace(Boolean(answer.in_use));
      return answer.problems;
    }
    return [(await isSignedIn()) === null ? word("unreachable") : word("uploadFailed")];
  } finally {
    button.disabled = false;
    progress.hidden = true;
  }
}

function sent(data) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(); // fetch does not tell how far an upload has come
    request.open("POST", desk.urls.upload);
    request.setRequestHeader("X-CSRFToken", token());
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      progress.value = (100 * loaded) / total;
    });
    request.addEventListener("loadend", () => resolve({ status: request.status, answer: request.response }));
    request.send(data);
  });
}

for (const radio of form.querySelectorAll("[name=source]")) radio.addEventListener("change", choose);
file.addEventListener("change", () => take(null));
key.addEventListener("input", () => offerToReplace(false));
