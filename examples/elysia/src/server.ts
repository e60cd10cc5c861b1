import { Elysia } from 'elysia';
import { webhooks } from './routes.ts';

const port = Number(process.env['PORT'] ?? 3000);

new Elysia()
  .get('/', () => 'The application.')
  .use(webhooks)
  .listen(port, ({ port: free }) => console.log(`listening on http://localhost:${free}`));
