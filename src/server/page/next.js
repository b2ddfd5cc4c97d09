import { ask } from "./api.js";
import { button, element, sayTrouble, whileBusy } from "./dom.js";

/** The advice, one primary action, and the other ways. */
export function nextSteps(session) {
  const go = (operation, input = {}) => ask(operation, { session, wait: false, ...input });
  const startOver = async () => {
    await ask("restart", { session });
    await go("orient");
  };
  const finish = () => go("finish");
  const deliver = () => ask("deliver", { session });
  const actions = {
    orient: ["Run it as written", () => go("orient")],
    fix: [
      "Fix it",
      ({ element: named, changes }) => go("fix", { element: named, arms: Math.min(3, Math.max(1, changes.length)) }),
    ],
    refine: [
      "Refine it",
      ({ element: named, changes }) => go("refine", { instruction: changes[0]?.change.add || named, redraw: true }),
    ],
    "more-seeds": ["Draw two more seeds", () => go("more")],
    final: ["Make the final pass", finish],
    deliver: ["Deliver", deliver],
    restart: ["Start over with what was learned", startOver],
  };

  const said = element("div", {});
  const sentence = element("input", {
    id: "sentence",
    type: "text",
    maxLength: 2000,
    required: true,
    placeholder: "make the light warmer",
  });
  const submit = element("button", { type: "submit" }, "Refine");
  const refine = element(
    "form",
    { onsubmit: refineIt },
    element("label", { htmlFor: "sentence" }, "Keep everything the same, but"),
    element("div", { className: "row" }, sentence, submit),
  );
  const firstRun = button("Run it as written", () => go("orient"));
  const goOn = button("Go on with what was stopped", () => go("resume", { failed: true }));
  const later = [
    button("Fix the most broken", () => go("fix")),
    button("Draw two more seeds", () => go("more")),
    button("Make the final pass", finish),
    button("Deliver", deliver),
    button("Start over with what was learned", startOver),
  ];
  const others = element(
    "details",
    {},
    element("summary", {}, "Other ways"),
    element("div", { className: "ways" }, firstRun, goOn, later),
  );
  const section = element("section", { className: "next" }, element("h2", {}, "Next"), said, refine, others);

  function refineIt(event) {
    event.preventDefault();
    void whileBusy(submit, async () => {
      await go("refine", { instruction: sentence.value });
      sentence.value = "";
    });
  }

  return {
    section,
    async draw(history) {
      const working = history.slots.some((slot) => slot.state === "ready" || slot.state === "running");
      for (const control of [refine, ...later]) control.hidden = history.variations.length === 0;
      firstRun.hidden = history.rounds.some((round) => round.attempt === history.attempts.at(-1).id);
      goOn.hidden = !history.slots.some((slot) => ["ready", "failed", "cancelled"].includes(slot.state));
      if (working)
        return said.replaceChildren(element("p", {}, "A round is running. You can look, pick and reject meanwhile."));
      try {
        const { advice } = await ask("advise", { session });
        said.replaceChildren(...describe(advice, actions), ...delivered(history));
      } catch (error) {
        sayTrouble(error);
      }
    },
  };
}

function describe({ primary, triggers }, actions) {
  const [label, work] = actions[primary.action] ?? [];
  const doubts = primary.action === "restart" ? [] : triggers;
  return [
    element("p", { className: "why" }, primary.why),
    label ? button(label, () => work(primary), { className: "primary" }) : "",
    element(
      "ul",
      { className: "quiet" },
      [...primary.evidence, ...doubts].map((line) => element("li", {}, line)),
    ),
  ];
}

const delivered = ({ deliveries }) =>
  deliveries.slice(-1).map(({ folder }) => element("p", {}, "Delivered to ", element("code", {}, folder)));
