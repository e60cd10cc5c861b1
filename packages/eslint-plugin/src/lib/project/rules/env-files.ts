import type { ProjectRule } from '../project-rule.ts';
import { noSecretInClient } from '../../rules/no-secret-in-client.ts';
import { publicPrefixOf } from '../../webhooks/secrets.ts';

/** The same rule as for programs, over `.env` files: the name alone is looked at, never the value. */
export const noSecretInClientEnvironment: ProjectRule = {
  name: noSecretInClient.name,
  summary: noSecretInClient.summary,
  messages: noSecretInClient.messages,
  *check({ texts }) {
    for (const file of texts) {
      for (const line of file.text.matchAll(/^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=/gm)) {
        const [, name = ''] = line;
        const prefix = publicPrefixOf(name);
        if (prefix === undefined) continue;
        const offset = line.index + line[0].indexOf(name);
        yield {
          file,
          offset,
          message: 'published',
          data: { name, prefix, server: name.slice(prefix.length) },
        };
      }
    }
  },
};
