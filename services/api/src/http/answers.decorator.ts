import { errorBodySchema } from '@longhand/contracts';
import { applyDecorators, SerializeOptions } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

const descriptions: Record<number, string> = {
  400: 'The request is invalid',
  401: 'No key, or a wrong one; a wrong password',
  403: 'The role of the key does not allow it',
  404: 'Not found',
  409: 'Not possible now',
  412: 'Another version of the protocol is needed',
  413: 'Too large',
  415: 'Wrong type of content',
  422: 'The Idempotency-Key belongs to other content',
  429: 'Too many requests in one minute',
  503: 'A part of the system is down',
  507: 'The disk is almost full',
};

interface AnswerOptions {
  status?: number;
  /** The error statuses of this route, in addition to 401, 403 and 429. */
  errors?: number[];
}

/**
 * Declares the answer of a route: the schema is checked before sending and is part of the OpenAPI
 * document. The route needs a key.
 */
export function Answers(schema: z.ZodType, { status = 200, errors = [] }: AnswerOptions = {}) {
  return applyDecorators(
    SerializeOptions({ schema }),
    ApiResponse({ status, standardSchema: schema, description: 'Done' }),
    Fails(...errors),
  );
}

/** Like Answers, for a route that is open to everyone: `errors` names all its errors. */
export function AnswersAnyone(schema: z.ZodType, { status = 200, errors = [] }: AnswerOptions = {}) {
  return applyDecorators(
    SerializeOptions({ schema }),
    ApiResponse({ status, standardSchema: schema, description: 'Done' }),
    ...failuresOf(errors),
  );
}

/** The errors of a route that needs a key. */
export function Fails(...statuses: number[]) {
  return applyDecorators(ApiBearerAuth(), ...failuresOf([401, 403, 429, ...statuses]));
}

const failuresOf = (statuses: readonly number[]) =>
  statuses.map((status) => ApiResponse({ status, standardSchema: errorBodySchema, description: descriptions[status] }));
