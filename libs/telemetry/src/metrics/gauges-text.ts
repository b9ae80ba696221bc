import { Gauge, Registry } from 'prom-client';

export interface Sample {
  /** Never anything about a record or a tenant. */
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** A number that is looked up when it is asked for. */
export interface MomentaryGauge {
  name: string;
  help: string;
  /** None where the number is not known now. All have labels of the same names. */
  samples: readonly Sample[];
}

/** Numbers of this moment in Prometheus' text format, as `metricsText` has those of a process. */
export async function gaugesText(gauges: readonly MomentaryGauge[]): Promise<string> {
  const registry = new Registry();
  for (const { name, help, samples } of gauges) {
    const labelNames = Object.keys(samples[0]?.labels ?? {});
    const metric = new Gauge({ name, help, labelNames, registers: [registry] });
    // What prom-client gives a number without labels before it is set.
    if (labelNames.length === 0) metric.remove();
    for (const { labels, value } of samples) metric.set(labels, value);
  }
  return registry.metrics();
}
