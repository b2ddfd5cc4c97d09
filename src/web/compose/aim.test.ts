import { describe, expect, it } from "vitest";
import { type Aim, aimInSearch, aimNamed, nameOfAim } from "./aim.ts";

describe("what a change is for", () => {
  it.each<Aim>([{}, { element: "the-price" }, { tendency: "padding" }])("keeps its name: %j", (aim) =>
    expect(aimNamed(nameOfAim(aim))).toEqual(aim),
  );

  it.each<[string, Aim | undefined]>([
    ["", undefined],
    ["mode=slider", undefined],
    ["change", {}],
    ["change=padding", { tendency: "padding" }],
    ["change=toString", {}],
  ])("is read in %j", (search, aim) => expect(aimInSearch(search)).toEqual(aim));
});
