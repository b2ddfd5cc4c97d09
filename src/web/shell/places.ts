import { to } from "../routes.ts";

interface SessionPlace {
  readonly title: string;
  readonly href: (session: string) => string;
  /** Which addresses it stands for. */
  readonly within: RegExp;
}

/** Where one can go from the header, in its order. */
export const places = {
  session: [
    {
      title: "Rounds",
      href: to.session,
      within: /^\/sessions\/[^/]+(?:\/(?:rounds|refine|restart|brief|copy-edit).*)?$/u,
    },
    { title: "Final", href: (session) => to.final(session), within: /\/final$/u },
    { title: "Lineage", href: to.lineage, within: /\/lineage$/u },
  ] as readonly SessionPlace[],
  studio: [
    { title: "Library", href: to.library() },
    { title: "Engines", href: to.engines },
    { title: "Lessons", href: to.lessons },
  ] as readonly { readonly title: string; readonly href: string }[],
};
