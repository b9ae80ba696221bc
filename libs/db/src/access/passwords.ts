import { randomInt } from 'node:crypto';
import { AppError } from '@longhand/core';
import { Algorithm, hash, verify } from '@node-rs/argon2';

// RFC 9106 argon2id; memory and passes as OWASP's password storage cheat sheet has them.
const cost = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Maximum number of concurrent hashes: each takes memory and a thread, so that otherwise strangers
 * could block other work.
 */
const maxAtOnce = 2;
const maxWaiting = 50;
let atWork = 0;
const waiting: (() => void)[] = [];

/** The argon2id hash of a password, with its salt and cost, as stored. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(normal(password), cost));

/**
 * Whether this is the password. For a person who does not exist (`undefined`) it takes the same
 * time and returns false.
 */
export async function verifyPassword(password: string, kept: string | undefined): Promise<boolean> {
  nobodysHash ??= hashPassword(newPassword());
  const compared = kept ?? (await nobodysHash);
  return (await inTurn(() => verify(compared, normal(password)))) && kept !== undefined;
}

let nobodysHash: Promise<string> | undefined;

// Without 0, o, 1, l and i, because it may be read aloud.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A generated password: 20 letters in groups of five, 99 bits. */
export function newPassword(): string {
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** Keyboards encode the same letter in several ways (NIST SP 800-63B, section 5.1.1.2). */
const normal = (password: string): string => password.normalize('NFKC');

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= maxWaiting)
    throw new AppError('auth.busy', 'Too many people are signing in at once. Try again.');
  if (atWork >= maxAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else atWork += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else atWork -= 1;
  }
}
