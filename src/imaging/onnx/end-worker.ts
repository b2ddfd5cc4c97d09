import type { MessagePort, Worker } from "node:worker_threads";

const endMessage = "end";

/**
 * Ends a thread that runs ONNX models after the forward pass it is in, and resolves when it has ended. Terminating it in
 * the middle of one aborts the whole process: the runtime's native code cannot return its result into a dying thread.
 * Who calls this first makes work that takes several passes stop by itself.
 */
export async function endWorker(worker: Worker): Promise<void> {
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  worker.ref();
  worker.postMessage(endMessage);
  await ended;
}

/** In the thread: hands every message to `receive` until the thread is to end. What came before the end is answered. */
export function onMessages<Message>(port: MessagePort | null, receive: (message: Message) => unknown): void {
  port?.on("message", (message: Message | typeof endMessage) => {
    if (message === endMessage) port.close();
    else void receive(message);
  });
}
