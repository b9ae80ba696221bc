import type { ErrorBody } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import { databaseUnavailable, isDatabaseAway } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { Request, Response } from 'express';
import { LOG } from '../deps.js';
import { routeOf } from './access-log.js';
import { statusOfCode } from './error-status.js';
import { lingerAndClose } from './linger-and-close.js';
import { requestIdOf } from './request-id.js';
import { TooManyRequests } from './too-many-requests.js';

interface Answer {
  status: number;
  code: string;
  message: string;
}

/**
 * Converts anything that was thrown to the common error structure. Errors that are not meant for
 * people are logged and answered as `internal`.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const requestId = requestIdOf(request);
    const { status, code, message } = answerTo(isDatabaseAway(error) ? databaseUnavailable() : error);
    if (status >= 500) this.log.error({ requestId, route: routeOf(request), code, err: error }, 'request failed');
    if (response.headersSent) {
      // Too late for an error answer: cutting the connection is the only way to show that the
      // answer is incomplete.
      response.destroy();
      return;
    }
    const body: ErrorBody = { error: { code, message, requestId } };
    const retryAfter = retryAfterSecondsOf(error, status);
    if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(status).json(body);
    lingerAndClose(request);
  }
}

/** Seconds until a refused or failed request can be repeated. */
function retryAfterSecondsOf(error: unknown, status: number): number | undefined {
  if (error instanceof TooManyRequests) return error.retryAfterSeconds;
  if (status === 429) return 60;
  return status === 503 ? 5 : undefined;
}

const internal: Answer = {
  status: 500,
  code: 'internal',
  message: 'Something went wrong on the server. Try again. If it happens again, report the request id.',
};

function answerTo(error: unknown): Answer {
  if (error instanceof AppError) {
    const status = statusOfCode(error.code);
    return status === undefined ? internal : { status, code: error.code, message: error.message };
  }
  // Errors of Nest and the body parser: their messages may repeat input, so they are not passed on.
  switch (error instanceof HttpException ? error.getStatus() : httpStatusOf(error)) {
    case 400:
      return { status: 400, code: 'request.invalid', message: 'The request is not well formed.' };
    case 404:
      return { status: 404, code: 'route.not_found', message: 'There is nothing at this address. See /docs.' };
    case 405:
      return {
        status: 405,
        code: 'request.not_allowed',
        message: 'This address does not accept this method. See /docs.',
      };
    case 413:
      return { status: 413, code: 'request.too_large', message: 'The body of the request is too large.' };
    case 415:
      return { status: 415, code: 'request.unsupported_type', message: 'The body must be JSON in UTF-8.' };
    default:
      return internal;
  }
}

/** The body parser throws plain errors with a status. */
function httpStatusOf(error: unknown): number | undefined {
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}
