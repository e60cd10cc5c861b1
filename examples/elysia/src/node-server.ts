import { node } from '@elysiajs/node';
import { Elysia } from 'elysia';
import { webhooks } from './routes.ts';

const port = Number(process.env['PORT'] ?? 3000);

new Elysia({ adapter: node() })
  .get('/', () => 'The application.')
  .use(webhooks)
  .listen(port, () => console.log(`listening on http://localhost:${port}`));
