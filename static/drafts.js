// Keeps what is typed into form[data-draft] in the background, so that a broken line or an ended session costs nothing. Nothing
// is sent before a text was changed. Says in #draft-said what happened; the words are data-kept and data-lost of the form.
const form = document.querySelector("form[data-draft]");
const said = document.getElementById("draft-said");
const PAUSE = 1500;
let waiting = null;
let sending = null;

const isText = (field) => field.matches("textarea, input:not([type=hidden], [type=radio], [type=checkbox])");
const hasChanged = () => [...form.elements].some((field) => isText(field) && field.value !== field.defaultValue);

async function keep() {
  waiting = null;
  const typed = new FormData(form);
  typed.delete("idem"); // the key belongs to the saving of the form, not to its draft
  typed.delete("version");
  sending = new AbortController();
  const asked = { method: "POST", body: new URLSearchParams(typed), redirect: "manual", keepalive: true };
  try {
    const answer = await fetch(form.dataset.draft, { ...asked, signal: sending.signal });
    said.textContent = answer.type === "opaqueredirect" ? form.dataset.kept : form.dataset.lost;
  } catch (error) {
    if (error.name !== "AbortError") said.textContent = form.dataset.lost;
  }
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = hasChanged() ? setTimeout(keep, PAUSE) : null;
});
form?.addEventListener("submit", () => {
  clearTimeout(waiting);
  waiting = null;
  sending?.abort();
});
if (form) addEventListener("pagehide", () => waiting && (clearTimeout(waiting), keep()));
