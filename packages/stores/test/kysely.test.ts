import { describePostgres } from './lib/postgres-contract.ts';
import { describeSqlite } from './lib/sqlite-contract.ts';

describeSqlite('Kysely over better-sqlite3');
describePostgres('Kysely over pg');
