/** Unix milliseconds. */
export type Time = number;
/** JSON as text: it is written and read by us, and never asked by SQL. */
export type Json = string;
/** 0 or 1, the same on both databases. */
export type Flag = 0 | 1;
