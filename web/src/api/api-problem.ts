import { t } from 'i18next';
import { problemText } from '../language/problem-text.js';

/** What did not work, as a sentence for the person. */
export class ApiProblem extends Error {
  override readonly name = 'Problem';

  constructor(
    /** Dotted, stable; `network.away` when no answer came. */
    readonly code: string,
    message: string,
    /** Of HTTP; 0 when no answer came. */
    readonly status: number,
  ) {
    super(message);
  }

  /** Whether the same call may work later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export const networkAway = () => new ApiProblem('network.away', t('problem.networkAway'), 0);

/** The sentence of whatever was thrown. */
export const sentenceOf = (error: unknown): string =>
  error instanceof ApiProblem ? problemText(error) : t('problem.page');

/** The problem that an answer of the API tells of. */
export async function apiProblemOf(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => undefined)) as
    | { error?: { code?: string; message?: string } }
    | undefined;
  const { code = 'answer.unreadable', message = t('problem.answerUnreadable') } = body?.error ?? {};
  return new ApiProblem(code, message, response.status);
}
