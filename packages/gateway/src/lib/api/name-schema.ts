import { z } from 'zod';

/** What people call a thing: one line. */
export const nameSchema = (mostLetters: number): z.ZodString =>
  z
    .string()
    .trim()
    .min(1, 'A name has 1 letter or more.')
    .max(mostLetters)
    .regex(/^\P{Cc}*$/u, 'A name is one line.');
