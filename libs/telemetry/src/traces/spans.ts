import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

/**
 * The only things that are said about a span: a closed list, so that nothing about a record gets
 * into a trace by mistake.
 */
export interface SpanAttributes {
  'http.request.method'?: string;
  /** The template, such as /v1/documents/:id. */
  'http.route'?: string;
  'http.response.status_code'?: number;
  'longhand.step'?: string;
  'longhand.attempt'?: number;
  'longhand.jobs'?: number;
  /** Dotted code of an AppError. */
  'longhand.error.code'?: string;
}

export interface SpanOptions {
  attributes?: SpanAttributes;
  /**
   * W3C traceparent of another process, empty to begin a new trace; without it the span belongs to
   * the one that is open here.
   */
  traceparent?: string;
  kind?: 'server' | 'consumer' | 'internal';
}

export interface OpenSpan {
  /** Runs `work` so that its spans lie in this one. */
  run<T>(work: () => T): T;
  set(attributes: SpanAttributes): void;
  rename(name: string): void;
  end(error?: unknown): void;
}

const kinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER, internal: SpanKind.INTERNAL };
const tracer = () => trace.getTracer('longhand');

/** Opens a span that its caller ends. It costs next to nothing while nothing is traced. */
export function startSpan(
  name: string,
  { attributes = {}, traceparent, kind = 'internal' }: SpanOptions = {},
): OpenSpan {
  const parent = traceparent === undefined ? context.active() : contextOf(traceparent);
  const span = tracer().startSpan(name, { attributes: { ...attributes }, kind: kinds[kind] }, parent);
  const own = trace.setSpan(parent, span);
  return {
    run: (work) => context.with(own, work),
    set: (more) => void span.setAttributes({ ...more }),
    rename: (newName) => void span.updateName(newName),
    end(error) {
      if (error !== undefined) markFailed(span, error);
      span.end();
    },
  };
}

/** Runs `work` in a span of its own, which ends with it. */
export async function withSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  const span = startSpan(name, options);
  try {
    const result = await span.run(work);
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}

/**
 * The W3C traceparent of the span that is open here, for a job that another process does; undefined
 * when it is not traced.
 */
export function currentTraceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

function contextOf(traceparent: string): Context {
  return propagation.extract(ROOT_CONTEXT, { traceparent });
}

/** Only the code of an error: messages may quote what they choked on. */
function markFailed(span: Span, error: unknown): void {
  const code = (error as { code?: unknown } | null)?.code;
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('longhand.error.code', typeof code === 'string' ? code : 'unexpected');
}
