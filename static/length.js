// Says beside a length how it is understood while it is typed: asks the address in [data-understood]. Leaves the minutes in
// data-minutes and tells the form by a change. The form works without it: the server asks where a length is not clear.
for (const field of document.querySelectorAll("[data-understood]")) {
  const said = document.createElement("p");
  said.className = "hint";
  said.setAttribute("role", "status");
  field.after(said);
  let asked = 0;

  field.addEventListener("input", () => {
    const mine = ++asked;
    delete field.dataset.minutes;
    setTimeout(async () => {
      if (mine !== asked) return;
      said.textContent = "";
      if (!field.value.trim()) return;
      const answer = await fetch(`${field.dataset.understood}?typed=${encodeURIComponent(field.value)}`);
      if (!answer.ok || mine !== asked) return;
      const { minutes, words } = await answer.json();
      said.textContent = words;
      if (minutes !== null) field.dataset.minutes = minutes;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }, 300);
  });
}
