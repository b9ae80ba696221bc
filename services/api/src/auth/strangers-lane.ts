import { createHash } from 'node:crypto';

/**
 * Maximum number of concurrent look-ups of credentials that are not known to be valid: fewer than
 * our connections to the database.
 */
const maxStrangersAtOnce = 2;
/** How long a valid credential counts as probably still valid, in ms. */
const knownForMs = 10 * 60_000;
const maxKnown = 10_000;

/**
 * Prevents a flood of wrong keys from using all connections to the database: recently valid
 * credentials are looked up immediately, all others wait for one of a few places. This grants no
 * access: every credential is looked up each time, and a revoked one is refused at its next
 * request.
 */
export class StrangersLane {
  private readonly known = new Map<string, number>();
  private free = maxStrangersAtOnce;
  private readonly waiting: (() => void)[] = [];

  /** @param isValid whether an answer says that the credential is valid */
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
