export interface Sample {
  /** Added to the metric's name, such as `_bucket`. */
  suffix?: string;
  /** Never anything about a record or a tenant. */
  labels: Readonly<Record<string, string>>;
  value: number;
}

export type MetricType = 'counter' | 'gauge' | 'histogram';

/** One metric in Prometheus' text format. */
export function metricLines(name: string, help: string, type: MetricType, samples: readonly Sample[]): string {
  const lines = samples.map(({ suffix = '', labels, value }) => {
    const inner = Object.entries(labels).map(([key, text]) => `${key}="${text.replace(/["\\\n]/g, '_')}"`);
    return `${name}${suffix}${inner.length > 0 ? `{${inner.join(',')}}` : ''} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}
