import { DatabaseSync } from 'node:sqlite';

// Another process that has the lock of a file of SQLite for as long as it runs: `node hold-lock.ts <file>`.
const client = new DatabaseSync(process.argv[2] ?? '');
client.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
