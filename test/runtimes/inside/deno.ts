import { answer } from './answer.ts';
import { loadSqliteSuites } from './sqlite-suites.ts';

declare const Deno: { serve(options: object, handler: (request: Request) => Promise<Response>): unknown };

const more = loadSqliteSuites().catch(() => ({}));
const onListen = ({ port }: { port: number }): void => console.log(`http://127.0.0.1:${port}`);
Deno.serve({ hostname: '127.0.0.1', port: 0, onListen }, async (request) => answer(request, {}, await more));
