import { AppError, PermanentFailure } from '@longhand/core';

/** An error as data, on its way out of a thread, where it would lose its class. */
export interface ThreadFailure {
  failure: {
    code: string;
    /** For people. */
    message: string;
    isPermanent: boolean;
  };
}

/**
 * What a thread's program answers: its result, or why there is none. An error that is not one of
 * ours is thrown on: its words go to the log only.
 */
export async function answerOf<Result>(work: () => Promise<Result>): Promise<Result | ThreadFailure> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message } = error;
    return { failure: { code, message, isPermanent: error instanceof PermanentFailure } };
  }
}

/** The result of such an answer. Throws the error that stands for a failure. */
export function resultOf<Result>(answer: Result | ThreadFailure): Result {
  if (typeof answer !== 'object' || answer === null || !('failure' in answer)) return answer as Result;
  const { code, message, isPermanent } = answer.failure;
  throw isPermanent ? new PermanentFailure(code, message) : new AppError(code, message);
}
