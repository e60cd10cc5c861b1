import type { Inbox } from '@hooklatch/core/store';

/** The processes that a service can hand something to. */
export interface Mounts<Own extends Inbox> {
  /** Gives the inbox as a process has it. */
  mount(inbox: Own): Inbox;
  /** The next one that is at work, as soon as there is one; undefined when nobody waits any more. */
  next(): Promise<Own | undefined>;
  close(): void;
}

interface Mounted<Own> {
  readonly inbox: Own;
  workers: number;
}

/** Makes what stands before all processes, and waits while none is at work, as during a deployment. */
export function createMounts<Own extends Inbox>(): Mounts<Own> {
  const processes: Mounted<Own>[] = [];
  const state = { closed: false };
  return {
    async next() {
      while (!state.closed) {
        const at = processes.findIndex(({ workers }) => workers > 0);
        const [found] = at < 0 ? [] : processes.splice(at, 1);
        if (found) return (processes.push(found), found.inbox);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return undefined;
    },
    mount(inbox) {
      const own: Mounted<Own> = { inbox, workers: 0 };
      processes.push(own);
      return {
        ...inbox,
        async work(rows, options) {
          const worker = await inbox.work(rows, options);
          own.workers += 1;
          let isOpen = true;
          return {
            close(given) {
              if (isOpen) own.workers -= 1;
              isOpen = false;
              return worker.close(given);
            },
          };
        },
        close(given) {
          own.workers = 0;
          return inbox.close(given);
        },
      };
    },
    close() {
      state.closed = true;
    },
  };
}
