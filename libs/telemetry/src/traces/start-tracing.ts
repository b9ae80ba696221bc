import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Logger } from '@longhand/log';

export interface TracingOptions {
  /** Base URL of a collector that takes OTLP over HTTP; nothing is traced when it is empty. */
  endpoint: string;
  /** Share of traces that are kept, 0 to 1; a trace that began elsewhere is kept when it was kept there. */
  ratio: number;
  service: string;
  log: Logger;
}

export interface Tracing {
  /** Sends what is left. Never throws: a collector that is away must not keep a process from its end. */
  close(): Promise<void>;
}

/** Sends the spans of this process to a collector, from now on. Once in a process; what is away is left out, work goes on. */
export function startTracing({ endpoint, ratio, service, log }: TracingOptions): Tracing {
  if (endpoint === '') return { close: async () => undefined };
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `longhand-${service}`, 'service.namespace': 'longhand' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url, timeoutMillis: 5_000 }),
        scheduledDelayMillis: 1_000,
      }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  log.info('spans go to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names');
  return {
    close: async () => {
      await provider.shutdown().catch((error) => log.warn({ err: error }, 'the last spans were not sent'));
    },
  };
}
