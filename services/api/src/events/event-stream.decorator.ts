import { applyDecorators, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Fails } from '../http/answers.decorator.js';

/**
 * A GET route whose handler returns the text of server-sent events. Nest's own @Sse has sent its
 * headers by the time the handler runs, so that "there is no such document" could no longer be a
 * 404.
 */
export function EventStream(path: string, description: string) {
  return applyDecorators(
    Get(path),
    Header('Content-Type', 'text/event-stream'),
    Header('Cache-Control', 'no-store, no-transform'),
    // nginx would buffer the events.
    Header('X-Accel-Buffering', 'no'),
    ApiOperation({ summary: 'The same facts as server-sent events', description }),
    ApiResponse({
      status: 200,
      description: 'A stream',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    }),
    Fails(400, 404),
  );
}
