import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What this process counts. One list for a process, as there is one page that shows it. */
const registry = new Registry();

type Names<L extends string> = readonly L[];

/**
 * A number that only grows, absent until it first does. Label values come from a short fixed list
 * and say nothing about a record or a tenant.
 * @throws Error when the name is taken, as of the other two
 */
export function counter<L extends string = never>(name: string, help: string, labelNames: Names<L> = []): Counter<L> {
  return withoutZero(new Counter<L>({ name, help, labelNames, registers: [registry] }), labelNames);
}

/** A number that goes up and down, absent until it is first set. */
export function gauge<L extends string = never>(name: string, help: string, labelNames: Names<L> = []): Gauge<L> {
  return withoutZero(new Gauge<L>({ name, help, labelNames, registers: [registry] }), labelNames);
}

/** How values are spread over `buckets`, in the unit of the metric's name. */
export function histogram<L extends string>(
  name: string,
  help: string,
  labelNames: Names<L>,
  buckets: number[],
): Histogram<L> {
  return new Histogram<L>({ name, help, labelNames, buckets, registers: [registry] });
}

/** Everything that this process counts, in Prometheus' text format. */
export const metricsText = (): Promise<string> => registry.metrics();

/**
 * Takes away the 0 that prom-client gives a number without labels. A process that never sweeps must
 * not say that the sweeper last ran in 1970.
 */
function withoutZero<M extends Counter | Gauge>(metric: M, labelNames: Names<string>): M {
  if (labelNames.length === 0) metric.remove();
  return metric;
}
