// What the application has written: as many rows as events, or something was lost or written twice.
import { database, inbox } from './database.ts';

const { rows, events } = {
  ...database.prepare('SELECT count(*) AS rows, count(DISTINCT event) AS events FROM payments').get(),
};
console.log(`${Number(rows)} rows of ${Number(events)} events`);

const { waiting, delayed, active, dead } = await inbox.stats();
console.log(`${waiting} waiting, ${delayed} delayed, ${active} active, ${dead} dead`);
