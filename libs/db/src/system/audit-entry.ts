export interface AuditEntry {
  tenantId: string;
  /** The API key's id or the person's subject. */
  actor: string;
  /** What was done: `document.read`, `search`, `word.correct`, ... */
  action: string;
  /** What it was done to, by id; never a text or a name. */
  object: string;
  requestId: string;
  /**
   * `done` with the act in one transaction; `allowed` before a record is given out; `begun` before
   * files are changed; else the code of the refusal.
   */
  outcome?: string;
  /** What changed, as JSON: roles, dates, names of fields, never their texts. */
  changes?: string;
  /** Where the request came from; absent for the command line. */
  address?: string;
}

export interface AuditRecord extends AuditEntry {
  id: bigint;
  at: Date;
  hash: string;
}

export interface AuditFault {
  /** The first row that does not follow from those before it; absent when something is missing. */
  rowId?: bigint;
  /**
   * `chain`: a row does not follow; `end`: rows are missing at the end, or what remembers the end
   * is; `head`: a head that was written down is not there.
   */
  what: 'chain' | 'end' | 'head';
}

export interface AuditVerification {
  rows: number;
  /**
   * Hash of the last row: written down elsewhere, it proves later that nothing before it was
   * changed. "" for an empty log.
   */
  head: string;
  fault?: AuditFault;
}
