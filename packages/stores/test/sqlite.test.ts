import { describeSqlite } from './lib/sqlite-contract.ts';

describeSqlite('node:sqlite');
describeSqlite('better-sqlite3');
