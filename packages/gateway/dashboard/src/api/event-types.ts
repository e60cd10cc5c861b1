/** The shapes around one event: the gateway's own, of which a browser needs the types alone. */

import type { AlertView } from '../../../src/lib/api/alert-schemas.ts';
import type { EventPage, EventSummary } from '../../../src/lib/api/event-schemas.ts';

export type { EventDetail, EventHistogram, Verification } from '../../../src/lib/api/event-schemas.ts';
export type { Attempt, Forward, ForwardDetail, ForwardState } from '../../../src/lib/api/forward-schemas.ts';
export type Alert = AlertView;
export type EventRow = EventSummary;
export type EventsPage = EventPage;
export type EventOutcome = EventSummary['outcome'];
export type ForwardCounts = EventSummary['forwards'];
