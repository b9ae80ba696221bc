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

/** The end of a tenant's log at some moment. */
export interface AnchoredHead {
  tenantId: string;
  /** Number of rows up to then, 1 or more. */
  rows: number;
  /** Hash of the last of them. */
  head: string;
}

export interface AuditFault {
  /** The first row that does not follow from those before it; absent when something is missing. */
  rowId?: bigint;
  /**
   * `chain`: a row does not follow; `end`: rows are missing at the end, or what remembers the end
   * is; `head`: a head that was written down is not there. Of an anchor: `cut`: the log is shorter
   * than it was; `rewritten`: it follows from its first row on, but is not the log of then.
   */
  what: 'chain' | 'end' | 'head' | 'cut' | 'rewritten';
  /** `cut` and `rewritten`: the number of rows of the first anchor that the log does not have. */
  anchoredRows?: number;
}

/** What was written down earlier of a tenant's log. */
export interface WrittenDown {
  head?: string;
  anchors?: readonly Omit<AnchoredHead, 'tenantId'>[];
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
