export { gaugesText, type MomentaryGauge, type Sample } from './metrics/gauges-text.js';
export { metricsText } from './metrics/registry.js';
export { isGpuEngine, markWork, type StepOutcome } from './metrics/work.js';
export { currentTraceparent, type SpanAttributes, startSpan, withSpan } from './traces/spans.js';
export { startTracing } from './traces/start-tracing.js';
export type { Tracing, TracingOptions } from './traces/tracing.js';
