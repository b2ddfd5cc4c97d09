import { sayTrouble } from "./dom.js";
import { showSession } from "./session.js";
import { showStart } from "./start.js";

const view = document.getElementById("view");
let leave = () => {};

/** Shows what the address names. */
async function show() {
  leave();
  leave = () => {};
  sayTrouble();
  view.replaceChildren();
  const session = /^\/sessions\/([^/]+)$/u.exec(location.pathname)?.[1];
  try {
    leave = (await (session ? showSession(view, decodeURIComponent(session)) : showStart(view, open))) ?? leave;
  } catch (error) {
    sayTrouble(error);
  }
}

function open(path) {
  history.pushState(null, "", path);
  scrollTo(0, 0);
  return show();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/']");
  if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void open(link.getAttribute("href"));
});
addEventListener("popstate", show);
void show();
