import type { Logger } from '@longhand/log';

export interface TracingOptions {
  /** Base URL of a collector that takes OTLP over HTTP; nothing is traced when it is empty. */
  endpoint: string;
  /**
   * Share of traces that are kept, 0 to 1; a trace that began elsewhere is kept when it was kept
   * there.
   */
  ratio: number;
  service: string;
  log: Logger;
}

export interface Tracing {
  /**
   * Sends what is left. Never throws: a collector that is away must not keep a process from its
   * end.
   */
  close(): Promise<void>;
}
