import { z } from 'zod';
import { pageQuery } from './answers.ts';

/** What goes wrong with a destination. */
export interface IssueView {
  readonly id: string;
  readonly destinationId: string;
  readonly destinationName: string;
  /** A status, or a stable code. */
  readonly cause: string;
  readonly state: IssueState;
  /** Unix milliseconds, as all times. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Failures since `firstAt`. */
  readonly count: number;
}

/** `acknowledged` is repeated no more, `ignored` is said no more. */
export type IssueState = 'open' | 'acknowledged' | 'ignored' | 'resolved';

/** Which issues are listed. */
export interface IssueQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly state?: IssueState | undefined;
  readonly destination?: string | undefined;
}

const state = z.enum(['open', 'acknowledged', 'ignored', 'resolved']);
const time = z.number().int().describe('Unix milliseconds');

export const issueSchema: z.ZodType<IssueView> = z.object({
  id: z.string(),
  destinationId: z.string(),
  destinationName: z.string(),
  cause: z.string(),
  state,
  firstAt: time,
  lastAt: time,
  count: z.number().int(),
});

export const issueQuerySchema: z.ZodObject<
  (typeof pageQuery)['shape'] & {
    state: z.ZodOptional<z.ZodEnum<{ [State in IssueState]: State }>>;
    destination: z.ZodOptional<z.ZodString>;
  }
> = z.object({
  ...pageQuery.shape,
  state: state.optional(),
  destination: z.string().max(64).optional(),
});
