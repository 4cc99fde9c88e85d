// Adds up the attendance sheet while it is filled in. The form works without it.
// form.ql[data-sum] holds the sentence "{present} of {people} present · {hours} of {possible} academic hours",
// data-planned and data-tolerance (minutes of the day) and data-divisor (minutes of an academic hour). A chosen status or part
// carries its data-minutes; where that is empty, the times in data-stays are held against data-classes ("09:00-12:00 13:00-17:00"),
// or the fields with data-missed are taken off the planned minutes. Writes into #outcome.
const form = document.querySelector("form.ql[data-sum]");
const outcome = document.getElementById("outcome");
const number = (value) => value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });

function minuteOf(time) {
  const found = /^(\d{1,2})(?:[.:](\d{2}))?$/.exec(time.trim());
  return found ? Number(found[1]) * 60 + Number(found[2] ?? 0) : NaN;
}

function minutesIn(times) {
  const covered = new Set();
  for (const stretch of times) {
    const [begin, end] = stretch.split(/[-\u2010-\u2015]/).map(minuteOf);
    for (let minute = begin; minute < Math.min(end, 1440); minute += 1) covered.add(minute);
  }
  return covered;
}

function stayedFor(typed, planned) {
  const stayed = minutesIn(typed.split(/[,;]/));
  const classes = minutesIn(form.dataset.classes.split(" ").filter(Boolean));
  if (!classes.size) return Math.min(stayed.size, planned);
  return Math.round((planned * [...classes].filter((minute) => stayed.has(minute)).length) / classes.size);
}

function minutesOf(line) {
  const status = line.querySelector("input[name$='-status']:checked");
  const part = line.querySelector("input[name$='-part']:checked");
  const known = status?.dataset.minutes || part?.dataset.minutes;
  if (known) return Number(known);
  const missed = [...line.querySelectorAll("[data-missed]")].reduce((sum, each) => sum + (Number(each.value) || 0), 0);
  const planned = Number(form.dataset.planned);
  const times = line.querySelector("[data-stays]")?.value.trim();
  const stayed = times ? stayedFor(times, planned) : Math.max(0, planned - missed);
  return stayed > 0 && planned - stayed <= Number(form.dataset.tolerance) ? planned : stayed;
}

function add() {
  const minutes = [...form.querySelectorAll(".roll > li")].map(minutesOf);
  const hours = (value) => number(value / Number(form.dataset.divisor));
  const words = {
    present: minutes.filter((each) => each > 0).length,
    people: minutes.length,
    hours: hours(minutes.reduce((sum, each) => sum + each, 0)),
    possible: hours(minutes.length * Number(form.dataset.planned)),
  };
  outcome.textContent = form.dataset.sum.replace(/\{(\w+)\}/g, (whole, key) => words[key] ?? whole);
}

if (form && outcome) {
  form.addEventListener("input", add);
  add();
}
