/** A server that several have. */
export type Shared<Server> = Server & {
  /** Says that it is needed no longer; the last one stops it. */
  release(): Promise<void>;
};

/**
 * Lets everybody in this module graph, which is one test file, have the same server.
 *
 * @param start - starts it
 * @returns what gives it; a server that nobody has any longer is started anew
 */
export function share<Server extends { stop(): Promise<void> }>(
  start: () => Promise<Server>,
): () => Promise<Shared<Server>> {
  let starting: Promise<Server> | undefined;
  let holders = 0;
  return async () => {
    starting ??= start();
    holders += 1;
    const server = await starting.catch((error: unknown) => {
      starting = undefined;
      holders -= 1;
      throw error;
    });
    let isHeld = true;
    return {
      ...server,
      async release() {
        if (!isHeld) return;
        isHeld = false;
        holders -= 1;
        if (holders > 0) return;
        starting = undefined;
        await server.stop();
      },
    };
  };
}
