#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { processIo } = await import('./lib/io.ts');
const { runProgram } = await import('./lib/program.ts');
process.exitCode = await runProgram(process.argv.slice(2), processIo());
