import { describe, expect, test } from 'vitest';
import type { Cell } from '../../scripts/demo/judge.ts';
import { describeWrong, renderTable, toText, wrap, type Paint } from '../../scripts/demo/table.ts';

const plain: Paint = (_, text) => text;
const marked: Paint = (color, text) => `<${color}>${text}</${color}>`;

const cell = (row: string, framework: string, status: number, why: string, ok = true): Cell => ({
  row,
  framework,
  seen: { status, why },
  expected: { status: 400, why: ['signature_mismatch'] },
  ok,
});

const rows = [
  { name: 'GitHub', group: 'genuine' },
  { name: 'GitHub, tampered body', group: 'attack' },
];
const frameworks = ['express', 'fastify', 'hono', 'next', 'nestjs', 'workers'];
const columns = frameworks.map((name) => ({ name, title: `${name} 1.0.0` }));
const cells = frameworks.flatMap((name) => [
  cell('GitHub', name, 200, 'handled'),
  cell('GitHub, tampered body', name, 413, 'payload_too_large'),
]);

describe('the table', () => {
  test('of six frameworks fits 120 columns', () => {
    const lines = renderTable(rows, columns, cells, plain, 120).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(lines).toHaveLength(5);
    expect(lines[3]?.match(/413 payload_/g)).toHaveLength(6);
    expect(lines[4]?.match(/too_large/g)).toHaveLength(6);
  });

  test('of more frameworks than fit is as many tables, with as many columns each', () => {
    const more = ['koa', 'node'].map((name) => ({ name, title: `${name} 1.0.0` }));
    const all = [...columns, ...more];
    const text = renderTable(rows, all, [...cells, cell('GitHub', 'node', 200, 'passed')], plain, 120);
    const parts = text.split(/\n\n(?=delivery)/);
    expect(parts.map((part) => part.split('\n')[0]?.match(/\S+ 1\.0\.0/g))).toEqual(
      [all.slice(0, 4), all.slice(4)].map((part) => part.map(({ title }) => title)),
    );
    expect(parts[1]).toMatch(/GitHub .*200 passed/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  test('of one framework needs no second line', () => {
    expect(renderTable(rows, columns.slice(0, 1), cells, plain, 120)).toBe(
      [
        'delivery              express 1.0.0',
        'GitHub                200 handled',
        '',
        'GitHub, tampered body 413 payload_too_large',
      ].join('\n'),
    );
  });

  test('shows a right cell in green, a wrong one in red and with a word', () => {
    const mixed = [cell('GitHub', 'express', 200, 'handled'), cell('GitHub', 'hono', 0, 'no answer', false)];
    const two = columns.filter(({ name }) => name === 'express' || name === 'hono');
    const line = renderTable(rows.slice(0, 1), two, mixed, marked, 120).split('\n')[1];
    expect(line?.replaceAll(/ +</g, '<')).toBe('GitHub<green>200 handled</green><red>WRONG no answer</red>');
  });

  test('leaves a cell empty that nothing is known of', () => {
    expect(renderTable(rows.slice(0, 1), columns, [], plain, 120).split('\n')[1]).toBe('GitHub');
  });
});

describe('a text', () => {
  test.each([
    ['200 handled', ['200 handled']],
    ['400 signature_mismatch', ['400 signature_', '    mismatch']],
    ['405 method_not_allowed', ['405 method_not_', '    allowed']],
    ['404 by the framework', ['404 by the', '    framework']],
    ['WRONG not started', ['WRONG not', 'started']],
    ['', ['']],
  ])('%j is broken at words', (text, lines) => {
    expect(wrap(text, 15)).toEqual(lines);
  });

  test('of several reasons names each', () => {
    expect(toText({ status: 200, why: ['handled', 'passed'] })).toBe('200 handled or passed');
  });
});

describe('what is wrong', () => {
  test('names the cell, what was expected and what was seen', () => {
    expect(describeWrong([...cells, cell('GitHub', 'hono', 200, 'handled', false)])).toEqual([
      'wrong: hono, "GitHub": expected 400 signature_mismatch, seen 200 handled',
    ]);
  });

  test('is one line for a framework that has not started', () => {
    const lost = ['GitHub', 'Stripe'].map((row) => cell(row, 'next', 0, 'not started', false));
    expect(describeWrong(lost)).toEqual(['wrong: next, all of it: it has not started']);
  });
});
