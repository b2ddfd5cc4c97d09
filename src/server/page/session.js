import { ask, follow } from "./api.js";
import { element, sayTrouble } from "./dom.js";
import { nextSteps } from "./next.js";
import { createRounds } from "./rounds.js";

/** One session: its brief, its rounds with the newest first, and what to do next. Follows it live until it is left. */
export async function showSession(view, id) {
  const first = await ask("show", { session: id });
  const session = first.session.id;
  document.title = `${first.session.title} · Samebut`;
  const brief = element("section", { className: "brief" });
  const rounds = createRounds(session);
  const next = nextSteps(session);
  const offline = element(
    "p",
    { className: "offline", hidden: true },
    "The server does not answer. This page goes on as soon as it does; nothing is lost.",
  );
  view.append(
    element("div", { className: "session" }, brief, next.section, element("section", {}, offline, rounds.section)),
  );

  const draw = (history) => {
    brief.replaceChildren(...describeBrief(history));
    rounds.draw(history);
    void next.draw(history);
  };
  const refresh = soon(async () => draw(await ask("show", { session })));
  draw(first);
  return follow(session, first.session.head, {
    changed: refresh,
    live: rounds.live,
    connected: (yes) => (offline.hidden = yes),
  });
}

function describeBrief({ session, attempts }) {
  const prompt = attempts.at(-1)?.prompt ?? session.brief.prompt;
  return [
    element("h2", {}, "Brief"),
    element("p", { className: "prompt" }, prompt),
    element(
      "ul",
      { className: "elements" },
      session.brief.elements.map((wanted) =>
        element("li", { className: wanted.importance, title: wanted.question }, wanted.statement),
      ),
    ),
    element(
      "p",
      { className: "quiet" },
      `${session.engine}${attempts.length > 1 ? `, attempt ${attempts.length}` : ""}`,
    ),
  ];
}

/** Does it a moment later, once for the many calls until then. */
function soon(work) {
  let timer;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      work().catch(sayTrouble);
    }, 100);
  };
}
