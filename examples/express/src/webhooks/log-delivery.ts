import type { DeliveryReport } from '@hooklatch/express';

type Line = Pick<DeliveryReport, 'endpoint' | 'outcome' | 'code' | 'type' | 'id'>;

/** One line a delivery, for whoever operates the application. */
export function logDelivery({ endpoint, outcome, code, type, id }: Line): void {
  console.log(`webhook ${endpoint} ${outcome} ${code ?? type ?? '-'} ${id ?? '-'}`);
}
