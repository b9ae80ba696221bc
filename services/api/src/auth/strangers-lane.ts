import { createHash } from 'node:crypto';

/**
 * Look-ups of credentials that nobody has shown to be valid yet, at a time: fewer than the database
 * has connections for us.
 */
const maxStrangersAtOnce = 2;
/** How long a credential that was valid counts as one that is probably valid still, ms. */
const knownForMs = 10 * 60_000;
const maxKnown = 10_000;

/**
 * Keeps a flood of wrong keys from taking every connection of the database: credentials that were
 * valid lately are looked up at once, all others wait for one of a few places. Nobody is let in by
 * this: each is looked up every time, and a revoked one is refused at its next request.
 */
export class StrangersLane {
  private readonly known = new Map<string, number>();
  private free = maxStrangersAtOnce;
  private readonly waiting: (() => void)[] = [];

  /** @param isValid what of the answer says that the credential is valid */
  async run<T>(credential: string, lookUp: () => Promise<T>, isValid: (found: T) => boolean): Promise<T> {
    const name = createHash('sha256').update(credential).digest('base64');
    const isKnown = (this.known.get(name) ?? 0) > Date.now();
    const found = isKnown ? await lookUp() : await this.inLane(lookUp);
    this.known.delete(name);
    if (isValid(found)) this.remember(name);
    return found;
  }

  private remember(name: string): void {
    this.known.set(name, Date.now() + knownForMs);
    const [oldest] = this.known.keys();
    if (this.known.size > maxKnown && oldest !== undefined) this.known.delete(oldest);
  }

  private async inLane<T>(lookUp: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await lookUp();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
