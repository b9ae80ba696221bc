/** The reason for a failure: a stable dotted code and a sentence that says what to do. */
export interface Problem {
  code: string;
  message: string;
}

export function problemOf(row: { errorCode: string | null; errorMessage: string | null }): { error?: Problem } {
  return row.errorCode ? { error: { code: row.errorCode, message: row.errorMessage ?? '' } } : {};
}
