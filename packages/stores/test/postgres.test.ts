import { describePostgres } from './lib/postgres-contract.ts';

describePostgres('pg');
describePostgres('postgres.js');
