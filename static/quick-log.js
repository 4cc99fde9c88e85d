// Says below the form of a mentor session what the record will add up to. The form works without it.
// Words are data attributes of form.ql: data-enough "After this {name} has {hours} of {need} h",
// data-short "… {missing} h missing"; each participant's input carries data-name, data-minutes and, if it
// differs from the form's data-need, data-need (all in minutes). Writes into #outcome.
const form = document.querySelector("form.ql[data-enough]");
const outcome = document.getElementById("outcome");
const hours = (minutes) =>
  (minutes / 60).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });

function say() {
  const person = form.querySelector("input[data-minutes]:checked");
  const chosen = form.querySelector("[name=minutes]:checked") ?? form.querySelector("[name=minutes]:not([type=radio])");
  if (!person || !chosen) return;
  const own = form.querySelector("[name=minutes_other]");
  const added = Number(chosen.classList.contains("opens") ? own?.value : chosen.value) || 0;
  const need = Number(person.dataset.need ?? form.dataset.need);
  const total = Number(person.dataset.minutes) + added;
  const words = { name: person.dataset.name, hours: hours(total), need: hours(need), missing: hours(need - total) };
  const sentence = total >= need ? form.dataset.enough : form.dataset.short;
  outcome.textContent = sentence.replace(/\{(\w+)\}/g, (whole, key) => words[key] ?? whole);
}

if (form && outcome) {
  form.addEventListener("input", say);
  say();
}
