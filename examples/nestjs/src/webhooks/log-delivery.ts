import type { DeliveryReport } from '@hooklatch/nestjs';

type Told = Pick<DeliveryReport, 'endpoint' | 'outcome' | 'code' | 'type' | 'id'>;

/** One line a delivery, for whoever operates the application. */
export function logDelivery({ endpoint, outcome, code, type, id }: Told): void {
  console.log(`webhook ${endpoint} ${outcome} ${code ?? type ?? '-'} ${id ?? '-'}`);
}
