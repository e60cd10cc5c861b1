/** What is at work. */
export interface WorkList {
  add(work: Promise<unknown>): void;
  /** Waits for it, and for what it begins, but not longer than a time. */
  settle(milliseconds: number): Promise<void>;
}

/** Makes a list of what is at work. */
export function createWorkList(): WorkList {
  const list = new Set<Promise<unknown>>();
  return {
    add(work) {
      const listed = work
        .catch(() => {})
        .finally(() => {
          list.delete(listed);
        });
      list.add(listed);
    },
    async settle(milliseconds) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(resolve, milliseconds, 'late');
      });
      while (list.size > 0) {
        // oxlint-disable-next-line no-await-in-loop
        if ((await Promise.race([Promise.all(list), late])) === 'late') break;
      }
      clearTimeout(timer);
    },
  };
}
