// Adds up the attendance sheet while it is filled in. The form works without it.
// form.ql[data-sum] holds the sentence "{present} of {people} present · {hours} of {possible} academic hours";
// every input carries data-hours (academic hours), or data-minutes: the id of the field with the minutes, which the
// form's data-divisor turns into hours; the form carries data-possible for one person. Writes into #outcome.
const form = document.querySelector("form.ql[data-sum]");
const outcome = document.getElementById("outcome");
const number = (value) => value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });

const hoursOf = (input) => input.dataset.minutes
  ? (Number(document.getElementById(input.dataset.minutes).value) || 0) / Number(form.dataset.divisor)
  : Number(input.dataset.hours);

function add() {
  const hours = [...form.querySelectorAll("input[type=radio]:checked")].map(hoursOf);
  const words = {
    present: hours.filter((each) => each > 0).length,
    people: hours.length,
    hours: number(hours.reduce((sum, each) => sum + each, 0)),
    possible: number(hours.length * Number(form.dataset.possible)),
  };
  outcome.textContent = form.dataset.sum.replace(/\{(\w+)\}/g, (whole, key) => words[key] ?? whole);
}

if (form && outcome) {
  form.addEventListener("input", add);
  add();
}
