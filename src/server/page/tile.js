import { ask, blobAddress } from "./api.js";
import { button, element } from "./dom.js";

/** Small pictures are enlarged by whole pixels to at least this. */
const smallest = 256;

/** The place of one variation: its picture, or how far it is, or why there is none. */
export function createTile(sheet) {
  const picture = element("div", { className: "picture" });
  const caption = element("figcaption", {});
  sheet.append(element("figure", { className: "tile" }, picture, caption));
  let drawn = "";
  let size = { width: smallest, height: smallest };
  return {
    draw(slot, history) {
      const variation = history.variations.find(({ id }) => id === slot.variation);
      const choice = history.verdicts.find((verdict) => verdict.variation === slot.variation)?.choice;
      const best = variation !== undefined && variation.id === history.best;
      const now = [slot.state, choice, best].join();
      if (now === drawn) return;
      drawn = now;
      size = slot.recipe.size;
      if (variation) showVariation(picture, caption, { variation, choice, best, title: history.session.title });
      else showWaiting(picture, caption, slot);
    },
    live(event) {
      if (drawn.startsWith("done")) return;
      if (event.type === "preview") picture.replaceChildren(image(event.picture, size, ""));
      if (event.type === "progress") showProgress(caption, event);
    },
  };
}

function showVariation(picture, caption, { variation, choice, best, title }) {
  const seed = variation.recipe.seed === null ? "" : `seed ${variation.recipe.seed} · `;
  const size = { width: variation.width ?? smallest, height: variation.height ?? smallest };
  const address = blobAddress(variation.blob);
  picture.replaceChildren(element("a", { href: address, target: "_blank" }, image(address, size, `${title}, ${seed}`)));
  const say = (what, label) =>
    button(label, () => ask("judge", { variation: variation.id, choice: choice === what ? "clear" : what }), {
      ariaPressed: String(choice === what),
    });
  caption.replaceChildren(
    element("span", {}, `${seed}${variation.seconds.toFixed(1)} s `, best ? element("strong", {}, "best so far") : ""),
    element("span", { className: "verdict" }, say("pick", "Pick"), say("reject", "Reject")),
    ...variation.warnings.map(({ message }) => element("p", {}, message)),
  );
}

function showWaiting(picture, caption, slot) {
  const blank = element("div", { className: "blank" }, slot.state === "ready" ? "waits" : slot.state);
  Object.assign(blank.style, {
    width: `${shownSize(slot.recipe.size).width}px`,
    aspectRatio: `${slot.recipe.size.width} / ${slot.recipe.size.height}`,
  });
  picture.replaceChildren(blank);
  const why = [slot.failure?.message, slot.failure?.hint].filter(Boolean).join(" ");
  const again = ["failed", "cancelled"].includes(slot.state)
    ? button("Try again", () => ask("resume", { session: slot.session, failed: true, wait: false }))
    : "";
  caption.replaceChildren(slot.recipe.seed === null ? "" : `seed ${slot.recipe.seed}`, element("span", {}, why), again);
}

function showProgress(caption, { fraction, step, steps, seconds }) {
  const remaining = Math.round(seconds / fraction - seconds);
  const left = fraction < 0.02 ? "" : ` · ${remaining < 1 ? "under a second" : `${remaining} s`} left`;
  const label = `${steps ? `step ${step} of ${steps}` : `${Math.round(fraction * 100)} %`}${left}`;
  caption.replaceChildren(element("progress", { value: fraction, max: 1, ariaLabel: "How far it is" }), label);
}

function image(src, size, alt) {
  const shown = shownSize(size);
  return element("img", {
    src,
    alt,
    className: shown.width > 2 * smallest ? "" : "pixels",
    ...shown,
    decoding: "async",
  });
}

/** Nothing jumps when a preview takes the place of the blank and the picture that of the preview. */
function shownSize({ width, height }) {
  const times = Math.max(1, Math.ceil(smallest / Math.max(width, height)));
  return { width: width * times, height: height * times };
}
