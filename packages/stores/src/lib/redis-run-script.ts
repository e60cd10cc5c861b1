/** Runs a Lua script over one key, at most once more than it was asked to. */
export type RunScript = (
  script: string,
  key: string,
  args: readonly string[],
  signal: AbortSignal,
) => Promise<unknown>;

/** How a client runs a script that the server knows, and one that it may not know. */
export interface ScriptClient {
  evalSha(sha: string, key: string, args: readonly string[], signal: AbortSignal): Promise<unknown>;
  eval(script: string, key: string, args: readonly string[], signal: AbortSignal): Promise<unknown>;
}

const hashes = new Map<string, Promise<string>>();

async function sha1(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Runs scripts by their hash, and sends one whole where the server does not know it: the first time, and after it was
 * restarted or flushed.
 *
 * @param client - sends the commands
 * @returns what runs a script, in one round trip but then
 */
export function createRunScript(client: ScriptClient): RunScript {
  return async (script, key, args, signal) => {
    const hash = hashes.get(script) ?? sha1(script);
    hashes.set(script, hash);
    const sha = await hash;
    try {
      return await client.evalSha(sha, key, args, signal);
    } catch (error) {
      if (!(error instanceof Error && /\bNOSCRIPT\b/.test(error.message))) throw error;
      signal.throwIfAborted();
      return client.eval(script, key, args, signal);
    }
  };
}
