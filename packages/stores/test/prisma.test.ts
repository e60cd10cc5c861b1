import { describePostgres } from './lib/postgres-contract.ts';

describePostgres('a double of the raw methods of Prisma over pg');
