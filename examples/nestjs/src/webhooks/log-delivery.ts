interface Delivery {
  readonly endpoint: string;
  readonly outcome: string;
  readonly code?: string;
  readonly type?: string;
  readonly id?: string;
}

/** One line a delivery, for whoever operates the application. */
export function logDelivery({ endpoint, outcome, code, type, id }: Delivery): void {
  console.log(`webhook ${endpoint} ${outcome} ${code ?? type ?? '-'} ${id ?? '-'}`);
}
