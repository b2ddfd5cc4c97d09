import { type ClipboardEvent, type DragEvent, useState } from "react";

/** Files that are dropped on a part of the page or pasted into it. */
export function useFileDrop(take: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  const given = (event: DragEvent | ClipboardEvent, files: FileList): void => {
    setOver(false);
    if (files.length === 0) return;
    event.preventDefault();
    take([...files]);
  };
  return {
    /** Something is held over it. */
    over,
    handlers: {
      onDragOver(event: DragEvent) {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => given(event, event.dataTransfer.files),
      onPaste: (event: ClipboardEvent) => given(event, event.clipboardData.files),
    },
  };
}
