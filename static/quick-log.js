// The quick log with one tap less: offers the first person, and says above the button what the record will add up to for each
// person in the month of the chosen day. The form works without it. Words are data attributes of form.ql: data-enough, data-short,
// data-apart; a person's input carries data-name and data-months: {"2023-02": [counted minutes, promised minutes, name of the month]}.
const form = document.querySelector("form.ql[data-enough]");
const outcome = document.getElementById("outcome");
const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
const people = form ? [...form.querySelectorAll("[name=people]")] : [];
let offered = null;

const chosen = (name) => form.querySelector(`[name=${name}]:checked`);

function minutes() {
  const chip = chosen("minutes");
  return Number(chip?.classList.contains("opens") ? form.querySelector("[data-understood]").dataset.minutes : chip?.value) || 0;
}

function month() {
  const chip = chosen("day");
  if (!chip?.classList.contains("opens")) return chip?.value.slice(0, 7);
  const typed = form.querySelector("[name=day_other]").value.match(/^\s*\d{1,2}\. ?(\d{1,2})\. ?(\d{4})/);
  return typed ? `${typed[2]}-${typed[1].padStart(2, "0")}` : undefined;
}

function sentence(person, added, isApart) {
  const [counted, need, name] = JSON.parse(person.dataset.months)[month()] ?? [];
  if (need === undefined) return "";
  const total = counted + added;
  const words = { name: person.dataset.name, month: name, hours: total / 60, need: need / 60, missing: (need - total) / 60 };
  const said = isApart ? form.dataset.apart : total >= need ? form.dataset.enough : form.dataset.short;
  return said.replace(/\{(\w+)\}/g, (_, key) => (typeof words[key] === "number" ? number.format(words[key]) : words[key]));
}

function say() {
  const together = people.filter((person) => person.checked);
  const cap = together.length > 1 && form.dataset.cap ? Number(form.dataset.cap) : Infinity;
  const isApart = chosen("form")?.value === "written" || Boolean(chosen("planned"));
  const added = isApart ? 0 : Math.min(minutes(), cap);
  outcome.textContent = together.map((person) => sentence(person, added, isApart)).filter(Boolean).join(" · ");
}

// The first tap is a choice: on the person that was only offered it means that one, on somebody else no group of both.
function choose(event) {
  if (event.target.name === "people" && offered) {
    offered.checked = event.target === offered;
    offered = null;
  }
  say();
}

if (form && outcome) {
  if (!form.querySelector(".error") && !people.some((person) => person.checked) && people.length) {
    offered = people[0];
    offered.checked = true;
  }
  form.addEventListener("change", choose);
  form.addEventListener("input", say);
  say();
}
