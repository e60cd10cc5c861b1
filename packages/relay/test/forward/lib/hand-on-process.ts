import { createApplication } from './hand-on.ts';

// Arguments: where to hand on, and one request as JSON. Prints the status of its own answer.
const { argv, stdout } = process;
const [receiver = '', text = '{}'] = argv.slice(2);
const { headers, body } = JSON.parse(text) as { headers: [string, string][]; body: string };
const { answer, observers } = createApplication(receiver);
const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
const response = await answer(
  new Request('http://localhost/webhooks', { method: 'POST', headers, body: bytes }),
);
await Promise.all(observers.map((observer) => observer.close()));
stdout.write(String(response.status));
