import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { Redis, type Command, type RedisOptions } from 'ioredis';
import type { Failpoints } from '../failpoint.ts';
import { flushed } from './flushed.ts';
import { kindOf, type Kinds } from './kinds.ts';

/** By the names of BullMQ's scripts. */
const scriptKinds: Kinds = {
  put: /^addStandardJob/,
  claim: /^moveToActive/,
  extend: /^extendLock:/,
  done: /^moveToFinished.* completed$/,
  dead: /^moveToFinished.* failed$/,
  retry: /^(retryJob|moveToDelayed)/,
  replay: /^reprocessJob/,
};

/** By what else is sent. */
const commandKinds: Kinds = {
  mark: /^eval \s*local found/,
  number: /^eval [^]*"replay"/,
};

type Stream = Parameters<Redis['sendCommand']>[1];

/**
 * A client that comes to failpoints: `before-` a command is sent, when half of it is (`torn-`), when it is `sent-` and
 * not answered, and `after-` its answer; of taking a job only where there was one. Its duplicates do so too.
 */
export function watchedRedis(url: string, points: Failpoints): Redis {
  const scripts = new Map<string, string>();

  class WatchedRedis extends Redis {
    override duplicate(override?: Partial<RedisOptions>): Redis {
      return new WatchedRedis({ ...this.options, ...override } as Omit<RedisOptions, 'replyMapping'>);
    }

    override defineCommand(name: string, definition: Parameters<Redis['defineCommand']>[1]): void {
      scripts.set(createHash('sha1').update(definition.lua).digest('hex'), name);
      super.defineCommand(name, definition);
    }

    override sendCommand(command: Command, stream?: Stream): unknown {
      const kind = kindFor(command, scripts);
      if (kind === undefined || this.status !== 'ready') return super.sendCommand(command, stream);
      points.reach(`before-${kind}`);
      const socket = (this as unknown as { readonly stream: Socket }).stream;
      if (points.isDue(`torn-${kind}`)) tear(socket, () => points.hit(`torn-${kind}`));
      watchAnswer(command, kind, points);
      const answer = super.sendCommand(command, stream);
      if (points.isDue(`sent-${kind}`)) void flushed(socket).then(() => points.hit(`sent-${kind}`));
      return answer;
    }
  }
  return new WatchedRedis(url, { maxRetriesPerRequest: null });
}

function kindFor({ name, args }: Command, scripts: ReadonlyMap<string, string>): string | undefined {
  const script = name === 'evalsha' ? scripts.get(String(args[0])) : undefined;
  if (script === undefined) return kindOf(commandKinds, [name, ...args.slice(0, 2)].map(String).join(' '));
  const target = ['completed', 'failed'].find((one) => args.includes(one)) ?? '';
  return kindOf(scriptKinds, `${script} ${target}`);
}

/** Comes to `after-` before anybody else is told of the answer. */
function watchAnswer(command: Command, kind: string, points: Failpoints): void {
  const { resolve } = command;
  command.resolve = (answer: unknown) => {
    const isEmpty = kind === 'claim' && !(Array.isArray(answer) && answer[0]);
    if (!isEmpty) points.reach(`after-${kind}`);
    resolve.call(command, answer);
  };
}

/** Lets the first half of what is written next go, and no more. */
function tear(socket: Socket, done: () => void): void {
  const { write } = socket;
  socket.write = (data: string | Uint8Array): boolean => {
    const bytes = Buffer.from(data as string);
    const isWritten = write.call(socket, bytes.subarray(0, bytes.length / 2));
    socket.write = () => true;
    void flushed(socket).then(done);
    return isWritten;
  };
}
