// Opens a page anew when what it shows has grown old: [data-seconds] says in how many seconds. The page works without it.
const old = document.querySelector("[data-seconds]");
if (old) setTimeout(() => location.reload(), (Number(old.dataset.seconds) + 1) * 1000);
