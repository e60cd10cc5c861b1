#!/usr/bin/env node
import * as nodeModule from 'node:module';

if (Number.parseInt(process.versions.node, 10) < 24) {
  console.warn(
    `hooklatch needs Node 24 or newer, and this is ${process.versions.node}: install a newer one.`,
  );
  process.exitCode = 2;
} else {
  nodeModule.enableCompileCache();
  const { processIo } = await import('./lib/io.ts');
  const { runProgram } = await import('./lib/program.ts');
  process.exitCode = await runProgram(process.argv.slice(2), processIo());
}
