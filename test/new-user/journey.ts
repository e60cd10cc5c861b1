import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { UserFramework } from './frameworks.ts';
import type { Terminal } from './terminal.ts';

/** Where a user stands. */
export interface Stage {
  readonly framework: UserFramework;
  readonly terminal: Terminal;
  readonly dir: string;
}

/** What a user does, and what is seen then. */
export interface Step {
  readonly name: string;
  run(stage: Stage): Promise<void>;
}

const variable = 'CLERK_WEBHOOK_SIGNING_SECRET';

/** What a user types, in the order of the README of @hooklatch/cli, which shows it for Express. */
export function commandsOf({ name, port, route, secretsFile, test, start, leftOut }: UserFramework) {
  const url = `http://localhost:${port}${route}`;
  return {
    init: `npx hooklatch init --framework ${name} --provider clerk`,
    test,
    makeSecret: `echo "${variable}=$(npx hooklatch secret new clerk)" >> ${secretsFile}`,
    start,
    wrong: `npx hooklatch send clerk user.created --to ${url} --secret $(npx hooklatch secret new clerk)`,
    explain:
      'npx hooklatch sign clerk user.created --secret $(npx hooklatch secret new clerk) --as http | npx hooklatch verify clerk',
    send: `npx hooklatch send clerk user.created --to ${url}`,
    listen: `npx hooklatch listen --forward ${url} --provider clerk --output lines`,
    capture: 'npx hooklatch send clerk user.updated --to http://127.0.0.1:4400/webhooks/clerk',
    list: 'npx hooklatch captures ls',
    replay: `npx hooklatch captures replay last --to ${url}`,
    certify: `npx hooklatch certify ${url} --provider clerk${leftOut ? ` --skip ${leftOut}` : ''}`,
  } as const;
}

/** Runs a command that has to succeed, and gives what it printed. */
async function succeed({ terminal }: Stage, line: string, timeoutMs?: number): Promise<string> {
  const { code, text } = await terminal.run('user', line, timeoutMs);
  if (code !== 0) throw new Error(`${line} ended with ${code}:\n${text}`);
  return text;
}

/** Answers the questions of `init`: the framework that it has found, and a provider that is searched for. */
async function beAsked({ terminal }: Stage): Promise<string> {
  await terminal.type('user', 'npx hooklatch init');
  await terminal.see('user', /Which framework\?[^]*● Express/);
  await terminal.press('user', 'Enter');
  await terminal.see('user', /Which provider sends\?/);
  await terminal.press('user', 'clerk');
  await terminal.see('user', /clerk[^]*1 match/);
  await terminal.press('user', 'Enter');
  return terminal.see('user', /hooklatch send clerk/);
}

/** The way from an empty project to an endpoint that is certified, in the order of the README. */
export const journey: readonly Step[] = [
  {
    name: 'scaffolds a route, a test and an example of the environment',
    async run(stage) {
      const { framework, dir } = stage;
      const text = framework.isAsked
        ? await beAsked(stage)
        : await succeed(stage, commandsOf(framework).init);
      expect(text).toMatch(/clerk\S* +created/);
      expect(await readFile(join(dir, `${framework.secretsFile}.example`), 'utf8')).toContain(`${variable}=`);
    },
  },
  {
    name: 'runs the test that was created',
    run: async (stage) => void (await succeed(stage, commandsOf(stage.framework).test, 60_000)),
  },
  {
    name: 'starts the application',
    async run(stage) {
      const { framework, terminal } = stage;
      if (framework.build) await succeed(stage, framework.build, 60_000);
      await succeed(stage, commandsOf(framework).makeSecret);
      await terminal.open('server');
      await terminal.type('server', commandsOf(framework).start);
      await terminal.see('server', framework.ready, 60_000);
    },
  },
  {
    name: 'is refused with a wrong secret, and reads why',
    async run({ framework, terminal }) {
      const { code, text } = await terminal.run('user', commandsOf(framework).wrong);
      expect(code).toBe(1);
      expect(text).toContain('400');
      await terminal.see('server', /signature_mismatch: No secret of clerk fits/);
    },
  },
  {
    name: 'is told by verify what is wrong with such a request',
    async run(stage) {
      const { explain } = commandsOf(stage.framework);
      const { code, text } = await stage.terminal.run('user', explain);
      expect(code).toBe(1);
      expect(text).toMatch(/refused: signature_mismatch[^]*What to change/);
    },
  },
  {
    name: 'is accepted with the right one',
    async run(stage) {
      expect(await succeed(stage, commandsOf(stage.framework).send)).toContain('200');
      await stage.terminal.see('server', stage.framework.handled);
    },
  },
  {
    name: 'captures what is forwarded',
    async run(stage) {
      const { listen, capture } = commandsOf(stage.framework);
      const { terminal } = stage;
      await terminal.open('listen');
      await terminal.type('listen', listen);
      await terminal.see('listen', /Listening on http:\/\/127\.0\.0\.1:4400/);
      await succeed(stage, capture);
      await terminal.see('listen', /user\.updated/);
      await terminal.see('server', /user\.updated/);
    },
  },
  {
    name: 'replays a capture',
    async run(stage) {
      const { list, replay } = commandsOf(stage.framework);
      expect(await succeed(stage, list)).toContain('user.updated');
      expect(await succeed(stage, replay)).toContain('200');
    },
  },
  {
    name: 'is certified',
    run: async (stage) => void (await succeed(stage, commandsOf(stage.framework).certify, 90_000)),
  },
];
