import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withEnvFiles } from '../src/lib/env-files.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hooklatch-env-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
};

describe('the variables of a directory', () => {
  test.each([
    ['.env', { '.env': 'S=env' }, 'env'],
    ['.env.local, which comes before .env', { '.env': 'S=env', '.env.local': 'S="lo cal" # mine' }, 'lo cal'],
    ['.dev.vars', { '.dev.vars': 'S=dev' }, 'dev'],
    ['.env before .dev.vars', { '.dev.vars': 'S=dev', '.env': 'S=env' }, 'env'],
    ['none', {}, undefined],
  ])('are those of %s', (_name, files, value) => {
    write(files);
    expect(withEnvFiles(dir, {})['S']).toBe(value);
  });

  test('are below those of the environment', () => {
    write({ '.env': 'S=env\nT=env' });
    expect(withEnvFiles(dir, { S: 'own' })).toEqual({ S: 'own', T: 'env' });
  });

  test('are none where a file cannot be read', () => {
    expect(withEnvFiles(join(dir, 'missing'), { S: 'own' })).toEqual({ S: 'own' });
  });
});
