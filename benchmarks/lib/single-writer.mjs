// What gateway-server.mjs puts in the place of the gateway's writer, so that each record is a transaction of its own.
import { sqliteEventWriter as groupingWriter } from '../../packages/gateway/src/lib/ingest/sqlite-event-writer.ts';

/** @param {string} file */
export function sqliteEventWriter(file) {
  const writer = groupingWriter(file);
  let last = Promise.resolve();
  return {
    close: () => writer.close(),
    write(record) {
      const kept = last.then(() => writer.write(record));
      last = kept.catch(() => {});
      return kept;
    },
  };
}
