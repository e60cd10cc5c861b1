import { sql, type RawBuilder } from 'kysely';

/** Of a row of `forwards`: something is still to be done with it. */
export const forwardIsOpen: RawBuilder<boolean> = sql<boolean>`forwards.state IN ('queued', 'leased')`;

/** Of a row of `sends`: something is still to be done with it. */
export const sendIsOpen: RawBuilder<boolean> = sql<boolean>`sends.state NOT IN ('sent', 'dead')`;
