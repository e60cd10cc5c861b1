import { answer } from './answer.ts';
import { loadSqliteSuites } from './sqlite-suites.ts';

declare const Bun: { serve(options: object): { readonly port: number } };

const more = loadSqliteSuites().catch(() => ({}));
const fetch = async (request: Request): Promise<Response> => answer(request, {}, await more);
const { port } = Bun.serve({ hostname: '127.0.0.1', port: 0, idleTimeout: 120, fetch });
console.log(`http://127.0.0.1:${port}`);
