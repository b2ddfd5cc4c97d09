import { useState } from "react";
import { type Output, api } from "../api.ts";
import { keys, queryClient } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import classes from "./engines.module.css";

type Found = Output<"discover-engines">["found"];

/** Servers on this computer, looked for when asked. */
export function FoundServers() {
  const [found, setFound] = useState<Found>();
  const look = async (): Promise<void> => setFound((await api["discover-engines"]({})).found);
  const connect = async ({ kind, url }: Found[number]): Promise<void> => {
    await api["add-engine"]({ kind, url });
    await Promise.all([look(), queryClient.invalidateQueries({ queryKey: keys.engines })]);
  };
  return (
    <section className={classes["section"]}>
      <h2>On this computer</h2>
      <p className="quiet">
        AUTOMATIC1111, Forge, ComfyUI, stable-diffusion.cpp, SwarmUI and language model servers, where they usually
        listen.
      </p>
      <div className={classes["actions"]}>
        <Button onPress={look} waiting="Looking …">
          {found ? "Look again" : "Look for servers"}
        </Button>
      </div>
      {found?.length === 0 && (
        <p role="status">No server answers. Start yours and look again, or give its address below.</p>
      )}
      <ul className={classes["found"]}>
        {found?.map((server) => (
          <li key={server.url}>
            <span>
              {server.title} <span className="quiet">{server.url}</span>
            </span>
            {server.connectedAs === null ? (
              <Button onPress={() => connect(server)} waiting="Connecting …">
                Connect
              </Button>
            ) : (
              <span className="quiet">connected as {server.connectedAs}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
