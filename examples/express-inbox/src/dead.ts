// Messages that are not tried any more. `npm run dead`, `npm run dead -- retry <id>`, `npm run dead -- discard <id>`
import { inbox } from './database.ts';

const { dead } = inbox;
const [action, id = ''] = process.argv.slice(2);

if (action === 'retry') console.log((await dead.retry(id)) ? `waiting again: ${id}` : `not dead: ${id}`);
else if (action === 'discard') console.log((await dead.discard(id)) ? `discarded: ${id}` : `not dead: ${id}`);
else {
  const letters = await dead.list();
  if (letters.length === 0) console.log('nothing is dead');
  for (const { id: letter, type, eventId, attempts, reason } of letters)
    console.log(`${letter} ${type} ${eventId} attempts ${attempts}: ${reason}`);
}

await inbox.close();
