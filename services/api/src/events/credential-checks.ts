interface Check {
  askedAt: number;
  isValid: Promise<boolean>;
}

/**
 * Checks periodically whether the credentials of open streams are still valid: once for all streams
 * of a credential.
 */
export class CredentialChecks {
  private readonly checks = new Map<string, Check>();

  /**
   * @param everyMs how long an answer is used, in ms
   * @param ask whether a credential is valid now
   */
  constructor(
    private readonly everyMs: number,
    private readonly ask: (credential: string) => Promise<boolean>,
  ) {}

  /**
   * Whether the credential was valid at its last check, less than `everyMs` ago. Rejects if `ask`
   * does; the next call then asks again.
   */
  isValid(credential: string): Promise<boolean> {
    const now = performance.now();
    const known = this.checks.get(credential);
    if (known && now - known.askedAt < this.everyMs) return known.isValid;
    this.forgetOld(now);
    const check: Check = { askedAt: now, isValid: this.ask(credential) };
    this.checks.set(credential, check);
    check.isValid.catch(() => {
      if (this.checks.get(credential) === check) this.checks.delete(credential);
    });
    return check.isValid;
  }

  /** Credentials whose streams have all ended. */
  private forgetOld(now: number): void {
    for (const [credential, { askedAt }] of this.checks) {
      if (now - askedAt >= this.everyMs) this.checks.delete(credential);
    }
  }
}
