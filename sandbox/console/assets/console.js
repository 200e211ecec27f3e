// Keeps a page up to date with the server's event stream: it replaces regions, and adds lines to logs.
// Without it every page still works and shows what was so when it was loaded.
"use strict";

const most = 2000;

/** What changed while a person was selecting text in it. */
const waiting = new Map();

/** Replaces a region's content; what had the focus in it keeps it, and what is being selected stays until it no longer is. */
function replaceRegion({ name, html }) {
  for (const region of document.querySelectorAll(`[data-region="${name}"]`)) {
    const selection = getSelection();
    if (!selection.isCollapsed && region.contains(selection.anchorNode)) return void waiting.set(name, html);
    const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
    region.innerHTML = html;
    if (focused) document.getElementById(focused)?.focus();
  }
  waiting.delete(name);
}

document.addEventListener("selectionchange", () => {
  if (getSelection().isCollapsed) for (const [name, html] of waiting) replaceRegion({ name, html });
});

/** Adds lines to a log, which stays at its end unless a person has scrolled up. */
function addLines({ name, html, fresh }) {
  const log = document.querySelector(`[data-log="${name}"]`);
  if (!log) return;
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  if (fresh) log.innerHTML = html;
  else log.insertAdjacentHTML("beforeend", html);
  while (log.childElementCount > most) log.firstElementChild.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
}

const { live } = document.body.dataset;
let source;

/**
 * Browsers reconnect after a broken connection by themselves, but not after a refusal: while the sandbox is being reset.
 * Pages that nobody looks at hold no connection: a browser has only six to one address.
 */
function follow() {
  source?.close();
  if (document.hidden) return;
  source = new EventSource(live);
  source.addEventListener("region", (event) => replaceRegion(JSON.parse(event.data)));
  source.addEventListener("lines", (event) => addLines(JSON.parse(event.data)));
  source.onopen = () => (document.body.dataset.connection = "open");
  source.onerror = () => {
    document.body.dataset.connection = "lost";
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, 3000);
  };
}

for (const log of document.querySelectorAll("[data-log]")) log.scrollTop = log.scrollHeight;
if (live) {
  document.addEventListener("visibilitychange", follow);
  follow();
}
