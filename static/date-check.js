// Says what speaks against a date of a training day while it is typed. The form works without it.
// Asks the same page for the date and times in its fields and takes over the part #date-check of the answer.
const part = document.getElementById("date-check");
const names = { held_on: "to", starts_at: "starts_at", ends_at: "ends_at" };
const fields = Object.keys(names).map((name) => document.querySelector(`form.form [name=${name}]`));
let asked = 0;

async function look() {
  const address = new URL(location.href);
  for (const field of fields) address.searchParams.set(names[field.name], field.value);
  const mine = ++asked;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || mine !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  part.replaceChildren(...page.getElementById("date-check")?.childNodes ?? []);
}

// The offered free day goes into the field, so that what is typed elsewhere stays.
function take(event) {
  const offered = event.target.closest("a[href^='?to=']");
  if (!offered) return;
  event.preventDefault();
  const [year, month, day] = new URL(offered.href).searchParams.get("to").split("-");
  fields[0].value = `${day}.${month}.${year}`;
  fields[0].focus();
  look();
}

part?.addEventListener("click", take);
if (part) for (const field of fields) field?.addEventListener("change", look);
