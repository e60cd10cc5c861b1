import type { DefineVerb } from '../verb.ts';
import { defineDiff } from '../captures/verbs/diff.ts';
import { defineExport } from '../captures/verbs/export.ts';
import { defineImport } from '../captures/verbs/import.ts';
import { defineList } from '../captures/verbs/list.ts';
import { definePrune, defineRemove } from '../captures/verbs/remove.ts';
import { defineRedact } from '../captures/verbs/redact.ts';
import { defineReplay } from '../captures/verbs/replay.ts';
import { defineShow } from '../captures/verbs/show.ts';

const examples = `
A capture is named by its id, by the beginning or the end of it, or as last, last~1, last~2.

Examples:
  hooklatch captures ls --filter 'type=invoice.*'
  hooklatch captures show last
  hooklatch captures diff last~1 last
  hooklatch captures replay last --to http://localhost:3000/webhooks/stripe
  hooklatch captures redact last --path 'body.**.email' --path headers.authorization
  hooklatch captures export last --as curl`;

/** `hooklatch captures` */
export const define: DefineVerb = (command, io, run) => {
  command.addHelpText('after', examples);
  for (const defineOne of [
    defineList,
    defineShow,
    defineDiff,
    defineReplay,
    defineExport,
    defineRedact,
    defineRemove,
    definePrune,
    defineImport,
  ]) {
    defineOne(command, io, run);
  }
};
