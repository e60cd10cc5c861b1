import type { StoreClaim } from '@hooklatch/core/store';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SqlAnswer, SqlRequest } from './sql-process.ts';

/** Another process with the store. */
export interface SqlChild {
  /** Rejects where the process has ended. */
  ask(request: SqlRequest): Promise<SqlAnswer>;
  /** Claims a key until it has it. */
  take(key: string, leaseMs: number): Promise<StoreClaim & { readonly state: 'claimed' }>;
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** How it ended. */
  ended(): Promise<string>;
  stop(): Promise<void>;
}

const script = fileURLToPath(new URL('sql-process.ts', import.meta.url));

/** Starts a process with a library's store. */
export async function startSqlChild(library: string, place: string): Promise<SqlChild> {
  const child: ChildProcess = fork(script, [library, place], {
    execArgv: ['--conditions=@hooklatch/source', '--disable-warning=ExperimentalWarning'],
  });
  const end = once(child, 'exit').then(([code, signal]) => String(signal ?? code));
  const answer = async (): Promise<unknown> => {
    const ended = end.then((how) => Promise.reject(new Error(`The process has ended: ${how}.`)));
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
    return message;
  };
  await answer();
  const ask = async (request: SqlRequest): Promise<SqlAnswer> => {
    const answers = answer();
    child.send(request);
    const found = await answers;
    if (typeof found === 'string') throw new Error(found);
    return found as SqlAnswer;
  };
  return {
    ask,
    async take(key, leaseMs) {
      for (;;) {
        const [claim] = (await ask({ act: 'claim', key, leaseMs, times: 1 })) as readonly StoreClaim[];
        if (claim?.state === 'claimed') return claim;
        if (claim?.state === 'done') throw new Error('The key is done.');
      }
    },
    signal: (name) => void child.kill(name),
    ended: () => end,
    async stop() {
      if (child.connected) child.disconnect();
      await end;
    },
  };
}
