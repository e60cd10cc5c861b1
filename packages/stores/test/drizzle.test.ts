import { describePostgres } from './lib/postgres-contract.ts';
import { describeSqlite } from './lib/sqlite-contract.ts';

describeSqlite('Drizzle over better-sqlite3');
describePostgres('Drizzle over pg');
describePostgres('Drizzle over postgres.js');
