// Brings the room where one is into sight when the row of rooms is wider than the screen. The row scrolls without it too.
const row = document.querySelector(".rooms");
const here = row?.querySelector("[aria-current]");
if (here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
