// Moves a training day in the calendar: drag it to another date, or press space on it, choose with the arrows and press
// enter. Either way ends in the ordinary move form with the date filled in (?to=…), which asks for the reason and warns.
// Days that may be moved carry data-move, the address of that form; dates carry data-date and data-words.
const hint = document.getElementById("how-to-move");
const said = document.getElementById("move-said");
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
let picked = null;
let aim = null;

const cellOf = (date) => document.querySelector(`.cal td[data-date="${date}"]`);
const nameOf = (link) => link.querySelector(".vh").textContent.trim();
const say = (words) => { said.textContent = words; };

function target(cell) {
  aim?.classList.remove("aim");
  aim = cell;
  aim?.classList.add("aim");
}

function release() {
  picked?.parentElement.classList.remove("picked");
  picked = null;
  target(null);
}

function pick(link) {
  release();
  picked = link;
  link.parentElement.classList.add("picked");
}

function go() {
  const address = new URL(picked.dataset.move, location.href);
  address.searchParams.set("to", aim.dataset.date);
  location.assign(address);
}

function step(days) {
  const from = (aim ?? picked.parentElement).dataset.date;
  const date = new Date(`${from}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  const cell = cellOf(date.toISOString().slice(0, 10));
  if (!cell) return;
  target(cell);
  say(cell.dataset.words);
}

function press(event) {
  const link = event.target.closest?.("[data-move]");
  if (!link) return;
  const pickedUp = picked === link;
  if (event.key === " ") {
    if (pickedUp) release(); else pick(link);
    say((pickedUp ? hint.dataset.back : hint.dataset.picked).replace("{day}", nameOf(link)));
  } else if (pickedUp && event.key in STEPS) step(STEPS[event.key]);
  else if (pickedUp && event.key === "Enter" && aim) go();
  else if (pickedUp && event.key === "Escape") {
    release();
    say(hint.dataset.back.replace("{day}", nameOf(link)));
  } else return;
  event.preventDefault();
}

function drag(event) {
  const link = event.target.closest?.("[data-move]");
  if (!link) return;
  pick(link);
  event.dataTransfer.effectAllowed = "move";
}

function over(event) {
  const cell = event.target.closest?.("td[data-date]");
  if (!picked || !cell || cell === picked.parentElement) return;
  event.preventDefault();
  target(cell);
}

if (hint && document.querySelector("[data-move]")) {
  hint.hidden = matchMedia("(pointer: coarse)").matches;
  for (const link of document.querySelectorAll("[data-move]")) link.setAttribute("aria-describedby", hint.id);
  document.addEventListener("keydown", press);
  document.addEventListener("dragstart", drag);
  document.addEventListener("dragover", over);
  document.addEventListener("drop", (event) => { if (picked && aim) { event.preventDefault(); go(); } });
  document.addEventListener("dragend", release);
  document.addEventListener("focusout", (event) => { if (event.target === picked) release(); });
}
