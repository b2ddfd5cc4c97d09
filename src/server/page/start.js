import { ask, blobAddress } from "./api.js";
import { button, element, whileBusy } from "./dom.js";

const example = "a green pear on a wooden table, hard light from the left, dark background";

/** The first view: the brief, an example, and every session with its newest picture. */
export async function showStart(view, open) {
  document.title = "Samebut";
  const { engines } = await ask("engines");
  const { sessions } = await ask("list");
  view.append(
    element(
      "section",
      { className: "start" },
      element("h1", {}, "Keep everything the same, but …"),
      element(
        "p",
        { className: "lead" },
        "From a first run to a delivered picture in four rounds, one change at a time, on your own machine.",
      ),
      briefForm(engines, open),
    ),
    element(
      "section",
      {},
      element("h2", {}, sessions.length > 0 ? "Sessions" : "No session yet"),
      element("ul", { className: "sessions" }, sessions.map(sessionItem)),
    ),
  );
}

function briefForm(engines, open) {
  const usable = engines.filter(
    (engine) => engine.description?.makes === "image" && engine.description.abilities.includes("text-to-image"),
  );
  const prompt = element("textarea", {
    id: "prompt",
    rows: 3,
    required: true,
    maxLength: 20000,
    placeholder: "What should the picture show?",
  });
  const about = element("p", { className: "quiet" });
  const choice = element(
    "select",
    { id: "engine", onchange: describe },
    usable.map((engine) => element("option", { value: engine.id }, engine.description.title)),
  );
  const begin = async (text) => {
    const { session } = await ask("new", { prompt: text, engine: choice.value });
    // The page listens first: engines make no previews for nobody.
    await open(`/sessions/${session.id}`);
    await ask("orient", { session: session.id, wait: false });
  };
  function describe() {
    const chosen = usable.find((engine) => engine.id === choice.value);
    about.textContent = chosen
      ? `${chosen.description.about} ${priceOf(chosen.description)}`
      : "No engine that draws is connected. Look at it with: samebut engines.";
  }
  describe();
  const submit = element("button", { type: "submit", className: "primary" }, "Run it as written, four times");
  const onsubmit = (event) => {
    event.preventDefault();
    void whileBusy(submit, () => begin(prompt.value));
  };
  return element(
    "form",
    { onsubmit },
    element("label", { htmlFor: "prompt" }, "Brief"),
    prompt,
    element("div", { className: "row" }, submit, element("label", { htmlFor: "engine" }, "on"), choice),
    about,
    element(
      "p",
      {},
      "Or try ",
      button(`“${example}”`, () => begin(example), { className: "words" }),
      ".",
    ),
  );
}

function priceOf({ price }) {
  if (price.micros === 0) return "It costs nothing.";
  return price.micros === null
    ? "What a picture costs is not known."
    : `A picture costs ${(price.micros / 1e6).toFixed(3)} ${price.currency}.`;
}

function sessionItem({ session, rounds, variations, deliveries, thumbnail }) {
  const counts = [
    `${rounds} ${rounds === 1 ? "round" : "rounds"}`,
    `${variations} ${variations === 1 ? "picture" : "pictures"}`,
    ...(deliveries > 0 ? ["delivered"] : []),
  ];
  return element(
    "li",
    {},
    element(
      "a",
      { href: `/sessions/${session.id}` },
      thumbnail
        ? element("img", { src: blobAddress(thumbnail), alt: "", loading: "lazy" })
        : element("span", { className: "blank" }),
      element("span", { className: "title" }, session.title),
      element(
        "span",
        { className: "quiet" },
        `${counts.join(", ")} · ${new Date(session.createdAt).toLocaleDateString()}`,
      ),
    ),
  );
}
