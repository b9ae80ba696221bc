import { AppError } from '@longhand/core';
import { StandardSchemaValidationPipe } from '@nestjs/common';

/**
 * Checks every parameter that has a schema. The message names the field and the rule, never the
 * value.
 */
export const validationPipe = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const [issue] = issues;
    const field = issue?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    return new AppError(
      'request.invalid',
      `${field ? `${field}: ` : ''}${issue?.message ?? 'The request is not valid'}.`,
    );
  },
});
