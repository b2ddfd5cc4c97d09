/** Makes an element. Texts become text nodes, so nothing that people or models wrote is ever markup. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A button that cannot be pressed twice while its work is under way. */
export function button(label, work, properties = {}) {
  const made = element("button", { type: "button", ...properties, onclick: () => whileBusy(made, work) }, label);
  return made;
}

export async function whileBusy(control, work) {
  control.disabled = true;
  sayTrouble();
  try {
    await work();
  } catch (error) {
    sayTrouble(error);
  } finally {
    control.disabled = false;
  }
}

/** Says what went wrong and what to do about it; nothing takes it back. */
export function sayTrouble(error) {
  const place = document.getElementById("trouble");
  place.textContent = error ? [error.message, error.hint].filter(Boolean).join(" ") : "";
  place.hidden = !error;
}
