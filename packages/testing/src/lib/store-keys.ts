import { same, stateOf, take } from './store-expect.ts';
import { LONG, type StoreFact } from './store-fact.ts';

const long = 'k'.repeat(499);

/** Keys that a store could trip over. */
const odd: Readonly<Record<string, string>> = {
  'is __proto__': '__proto__',
  'is constructor': 'constructor',
  'has 500 characters': `${long}1`,
  'has characters beyond ASCII': 'Zürich 東京 🪝 \u{10FFFF}',
  'has percent signs': '100%%20%s',
  'has quotes': `it's "quoted" \`so\``,
  'has a backslash at its end': 'path\\',
  'has spaces around it': '  two spaces  ',
  'has line breaks and tabs': 'a\r\nb\tc',
  'has braces as tags of Redis clusters': '{tag}:{}{other',
  'has the signs of patterns': '*?[a-z]_%^$',
  'looks like a template': '$1 ${key} :key ? @key',
  'looks like a number': '0',
};

/** Keys that differ, of which a store could make one. */
const pairs: Readonly<Record<string, readonly [string, string]>> = {
  'in case': ['msg_ABC', 'msg_abc'],
  'in the last of 500 characters': [`${long}x`, `${long}y`],
  'in a space at the end': ['msg_space', 'msg_space '],
  'in how Unicode composes a character': ['caf\u00E9', 'cafe\u0301'],
  'in a sign of patterns': ['msg_%', 'msg__'],
  'in zeros before a number': ['7', '007'],
  'in where a colon stands': ['a:b', 'a::b'],
  'beyond the Basic Multilingual Plane': ['\u{1F600}', '\u{1F601}'],
};

/** Keys are any text. */
export const keyFacts: readonly StoreFact[] = [
  ...Object.entries(odd).map(
    ([what, key]) =>
      ({
        name: `a key that ${what} is claimed, held and done`,
        async show({ store, other }) {
          const first = await take(store, key, LONG);
          same(await stateOf(other, key, LONG), 'busy', 'a claim by another');
          same(await other.extend(key, first.token, LONG), true, 'extend');
          same(await other.release(key, first.token), true, 'release');
          const second = await take(other, key, LONG);
          same(second.attempt, 2, 'the attempt of the second claim');
          same(await store.complete(key, second.token, LONG), true, 'complete');
          same(await stateOf(other, key, LONG), 'done', 'a claim after that');
        },
      }) satisfies StoreFact,
  ),
  ...Object.entries(pairs).map(
    ([how, [left, right]]) =>
      ({
        name: `keys that differ ${how} are different`,
        async show({ store, other }) {
          const first = await take(store, left, LONG);
          const second = await take(other, right, LONG);
          same(await store.complete(left, first.token, LONG), true, 'complete of the one');
          same(await stateOf(store, right, LONG), 'busy', 'the other');
          same(await other.release(right, second.token), true, 'release of the other');
          same(await stateOf(other, left, LONG), 'done', 'the one');
        },
      }) satisfies StoreFact,
  ),
];
