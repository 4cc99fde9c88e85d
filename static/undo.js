// Hides the button that takes a deed back when its time is over: [data-undo] says after how many seconds. Whoever is on the
// button keeps it until they leave it. Without this script the server says when it is too late.
for (const bar of document.querySelectorAll("[data-undo]")) {
  const way = bar.querySelector("form");
  const hide = () => way.remove();
  setTimeout(() => {
    if (way.contains(document.activeElement)) way.addEventListener("focusout", hide, { once: true });
    else hide();
  }, Number(bar.dataset.undo) * 1000);
}
