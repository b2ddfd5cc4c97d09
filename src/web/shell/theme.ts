import { useSyncExternalStore } from "react";

type Theme = "dark" | "light";
const place = "samebut.theme";
const listeners = new Set<() => void>();

const system = (): Theme => (window.matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");

function kept(): Theme | undefined {
  const value = localStorage.getItem(place);
  return value === "dark" || value === "light" ? value : undefined;
}

export const currentTheme = (): Theme => kept() ?? system();

/** The theme that the person chose; the one of the system where they chose none. */
export function applyTheme(): void {
  const own = kept();
  if (own) document.documentElement.dataset["theme"] = own;
  else delete document.documentElement.dataset["theme"];
  listeners.forEach((listener) => listener());
}

export function changeTheme(): void {
  const next: Theme = currentTheme() === "dark" ? "light" : "dark";
  if (next === system()) localStorage.removeItem(place);
  else localStorage.setItem(place, next);
  applyTheme();
}

export const useTheme = (): Theme =>
  useSyncExternalStore((listener) => {
    const media = window.matchMedia("(prefers-color-scheme: light)");
    listeners.add(listener);
    media.addEventListener("change", listener);
    return () => {
      listeners.delete(listener);
      media.removeEventListener("change", listener);
    };
  }, currentTheme);
