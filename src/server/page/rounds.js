import { ask } from "./api.js";
import { element, sayTrouble } from "./dom.js";
import { createTile } from "./tile.js";

/** The rounds of a session, the newest first. What is there stays the same elements, so nothing jumps. */
export function createRounds(session) {
  const section = element("div", { className: "rounds" });
  const rows = new Map();
  const tiles = new Map();
  return {
    section,
    draw(history) {
      for (const round of history.rounds) {
        if (!rows.has(round.id)) {
          rows.set(round.id, createRow(session, round, history, tiles));
          section.prepend(rows.get(round.id).article);
        }
        rows.get(round.id).draw(history);
      }
    },
    live: (event) => tiles.get(event.slot)?.live(event),
  };
}

function createRow(session, round, history, tiles) {
  const sheet = element("div", { className: "tiles", tabIndex: 0, role: "group", ariaLabel: "Variations" });
  const body = element("div", { className: "learned" });
  const read = () =>
    ask("read", { session, round: round.id }).then((answer) => body.replaceChildren(...describe(answer)), sayTrouble);
  const details = element(
    "details",
    { ontoggle: () => details.open && !details.hidden && read() },
    element("summary", {}, round.kind === "orientation" ? "What it heard" : "What it did"),
    body,
  );
  details.open = round === history.rounds.at(-1);
  return { article: element("article", {}, heading(round, history), sheet, details), draw };

  function draw(current) {
    const slots = current.slots.filter((slot) => slot.round === round.id);
    for (const slot of slots) {
      if (!tiles.has(slot.id)) tiles.set(slot.id, createTile(sheet));
      tiles.get(slot.id).draw(slot, current);
    }
    details.hidden =
      !slots.some((slot) => slot.variation) || slots.some((slot) => slot.state === "ready" || slot.state === "running");
    if (!details.hidden && details.open) void read();
  }
}

/** "2 fix" and the one change. */
function heading(round, { attempts, arms }) {
  const attempt = attempts.length > 1 ? `attempt ${attempts.find(({ id }) => id === round.attempt).ordinal} · ` : "";
  const changes = arms
    .filter((arm) => arm.round === round.id && arm.change)
    .map((arm) => element("span", { className: "change" }, sayChange(arm.change)));
  return element("h2", {}, `${attempt}${round.ordinal} ${round.kind} `, changes);
}

function sayChange(change) {
  if (change.kind === "words" && change.remove === "") return `+ “${change.add}” `;
  if (change.kind === "words")
    return change.add === "" ? `− “${change.remove}” ` : `“${change.remove}” → “${change.add}” `;
  if (change.kind === "parameter") return `${change.name} → ${change.to} `;
  if (change.kind === "instruction")
    return `“${change.text}” ${change.strength === null ? "" : `at ${change.strength} `}`;
  return change.adjustments
    .map(({ kind, size, ...amounts }) =>
      [kind, size ? `${size.width}×${size.height}` : Object.values(amounts).join(" ")].join(" "),
    )
    .join(", ");
}

const marks = { right: "✓ right", missed: "✗ missed", mixed: "~ mixed", unknown: "? unread" };

function describe({ interpretation, effects }) {
  const moved = effects
    .flatMap((arm) => arm.elements)
    .filter(({ target, pairs }) => target || pairs.fixed + pairs.broke > 0);
  const lines = (items) =>
    element(
      "ul",
      {},
      items.map((item) => element("li", {}, item)),
    );
  return [
    element(
      "ul",
      { className: "change" },
      moved.map(({ statement, sentence }) => element("li", {}, `${statement}: ${sentence}`)),
    ),
    element("p", {}, interpretation.sentence),
    element(
      "ul",
      { className: "marked" },
      interpretation.elements.map(({ state, sentence }) =>
        element("li", {}, element("span", {}, marks[state]), element("span", {}, sentence)),
      ),
    ),
    interpretation.assumptions.length > 0 ? element("p", {}, "Nobody asked for this, and it did it every time:") : "",
    lines(interpretation.assumptions.map(({ sentence }) => sentence)),
  ];
}
