import { type MetricType, metricLines, type Sample } from './metric-lines.js';

export interface Metric {
  name: string;
  help: string;
  type: MetricType;
  samples(): readonly Sample[];
}

/** What this process counts. One list for a process, as there is one page that shows it. */
const metrics = new Map<string, Metric>();

/** @throws Error when the name is taken: two meanings of one name cannot be told apart */
export function register(metric: Metric): void {
  if (metrics.has(metric.name)) throw new Error(`the metric ${metric.name} is there already`);
  metrics.set(metric.name, metric);
}

/** Everything that this process counts, in Prometheus' text format. */
export function metricsText(): string {
  return [...metrics.values()]
    .map(({ name, help, type, samples }) => metricLines(name, help, type, samples()))
    .join('');
}
