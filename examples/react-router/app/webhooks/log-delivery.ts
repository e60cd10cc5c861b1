import type { DeliveryReport } from '@hooklatch/core';

/** One line a delivery, for whoever operates the application. */
export function logDelivery({ endpoint, outcome, code, type, id }: DeliveryReport): void {
  console.log(`webhook ${endpoint} ${outcome} ${code ?? type ?? '-'} ${id ?? '-'}`);
}
