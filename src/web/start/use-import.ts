import { useState } from "react";
import { useLocation } from "wouter";
import { api, upload } from "../api.ts";
import { useFileDrop } from "../brief/use-file-drop.ts";
import { queryClient } from "../queries.ts";
import { to } from "../routes.ts";
import { sayTrouble } from "../ui/trouble.ts";
import { announce } from "../undo.ts";

/** Files that the page takes: it looks into them on the server, never here. */
export const importable = "image/*,.txt,.md,.json";

/** A picture or text made elsewhere becomes the first variation of a session: dropped, pasted or chosen. */
export function useImport() {
  const [, go] = useLocation();
  const [busy, setBusy] = useState<string>();
  const take = async (file: File | undefined): Promise<void> => {
    if (!file || busy !== undefined) return;
    setBusy(file.name);
    try {
      const hash = await upload(file);
      const { session, notes } = await api.import({ blob: hash, name: file.name });
      void queryClient.invalidateQueries({ queryKey: ["sessions"] });
      go(to.session(session.id));
      if (notes.length > 0) announce(notes.join(" "));
    } catch (error) {
      sayTrouble(error);
    } finally {
      setBusy(undefined);
    }
  };
  const { over, handlers } = useFileDrop(([file]) => void take(file));
  return {
    /** Something is held over the page. */
    over,
    /** Name of the file that is read. */
    busy,
    take,
    handlers,
  };
}
