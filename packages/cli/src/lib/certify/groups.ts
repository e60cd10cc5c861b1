import type { CheckGroup } from './check.ts';
import { answers } from './checks/answers.ts';
import { bytes } from './checks/bytes.ts';
import { duplicates } from './checks/duplicates.ts';
import { forgeries } from './checks/forgeries.ts';
import { freshness } from './checks/freshness.ts';
import { everyday } from './checks/genuine.ts';
import { handshakes } from './checks/handshakes.ts';
import { headers } from './checks/headers.ts';
import { limits } from './checks/limits.ts';
import { requests } from './checks/requests.ts';
import { rotation } from './checks/rotation.ts';

/** Every check, in the order in which they run: what the answers have given away is looked at in the end. */
export const groups: readonly CheckGroup[] = [
  everyday,
  forgeries,
  freshness,
  headers,
  bytes,
  rotation,
  handshakes,
  duplicates,
  requests,
  limits,
  answers,
];
