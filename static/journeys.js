// Brings the journey where one is into sight when the row of journeys is wider than the screen. The row scrolls without it too.
const row = document.querySelector(".journeys");
const here = row?.querySelector("[aria-current]");
if (here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
