import { useEffect, useState } from "react";
import { useConnected } from "../live.ts";
import { Key } from "../ui/key.tsx";
import { dismissTrouble, sayTrouble, useTrouble } from "../ui/trouble.ts";
import { redo, undo, useUndo } from "../undo.ts";
import classes from "./notices.module.css";

/** What the page has to say for itself: that the server is away, what went wrong, what was just done. */
export function Notices() {
  return (
    <div className={classes["notices"]}>
      <Offline />
      <TroubleNote />
      <LastStep />
    </div>
  );
}

function Offline() {
  const connected = useConnected();
  const online = useBrowserOnline();
  if (connected) return null;
  return (
    <p className={classes["notice"]} role="status">
      {online
        ? "The server does not answer. What is running goes on there; this page goes on as soon as it answers. Nothing is lost."
        : "This device is offline. The page goes on as soon as it can reach the server again. Nothing is lost."}
    </p>
  );
}

function useBrowserOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  return online;
}

function TroubleNote() {
  const trouble = useTrouble();
  if (!trouble) return null;
  return (
    <div className={classes["notice"]} role="alert" key={trouble.at}>
      <p>
        {trouble.message} {trouble.hint !== undefined && <span className="quiet">{trouble.hint}</span>}
      </p>
      <button type="button" className={classes["action"]} onClick={dismissTrouble}>
        Close
      </button>
    </div>
  );
}

const shownMilliseconds = 6000;

function LastStep() {
  const { notice } = useUndo();
  const [hidden, setHidden] = useState(0);
  const at = notice?.at ?? 0;
  useEffect(() => {
    if (at === 0) return undefined;
    const timer = setTimeout(() => setHidden(at), shownMilliseconds);
    return () => clearTimeout(timer);
  }, [at]);
  const shown = notice && notice.at !== hidden ? notice : undefined;
  return (
    <div role="status">
      {shown && (
        <p className={classes["step"]}>
          {shown.text}{" "}
          {shown.step === "said" ? null : shown.step === "done" ? (
            <button type="button" className={classes["action"]} onClick={() => void undo().catch(sayTrouble)}>
              Undo <Key of="undo" />
            </button>
          ) : (
            <button type="button" className={classes["action"]} onClick={() => void redo().catch(sayTrouble)}>
              Redo <Key of="redo" />
            </button>
          )}
        </p>
      )}
    </div>
  );
}
