import type { Logger } from '@longhand/log';
import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/prisma/client.js';

export { Prisma };
export type Client = PrismaClient;
/** A transaction, or the client itself where one statement is enough. */
export type Session = Prisma.TransactionClient;

export interface DatabaseOptions {
  /** `postgres://...` */
  url: string;
  /** Number of connections of this process. */
  pool: number;
  log: Logger;
}

export function createClient({ url, pool, log }: DatabaseOptions): Client {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: pool,
      connectionTimeoutMillis: 10_000,
      statement_timeout: 60_000,
      // What a process that stands still in the middle of a transaction has locked is let go. A
      // process that runs ends its transactions sooner (`transactionOptions`).
      idle_in_transaction_session_timeout: 60_000,
      keepAlive: true,
    },
    { onPoolError: (error) => log.warn({ err: error }, 'database connection was lost') },
  );
  return new PrismaClient({
    adapter,
    // Longer messages quote the arguments of the query, which are people's texts.
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
}

const tries = 4;

/** Clients that are a transaction which somebody else began. */
const joined = new WeakSet<Client>();

/**
 * A transaction in the form of a client, for functions that begin transactions: their work becomes
 * part of this one.
 */
export function joinTransaction(tx: Session): Client {
  const client = new Proxy(tx, {
    get: (target, name, receiver) =>
      name === '$transaction'
        ? (work: (tx: Session) => Promise<unknown>) => work(tx)
        : Reflect.get(target, name, receiver),
  }) as Client;
  joined.add(client);
  return client;
}

/**
 * Runs `work` in a transaction, and repeats it from the start if the database aborted it because of
 * another transaction. In a transaction that was begun outside, the outer code retries.
 */
export async function transact<T>(client: Client, work: (tx: Session) => Promise<T>): Promise<T> {
  if (joined.has(client)) return work(client);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.$transaction(work);
    } catch (error) {
      if (attempt >= tries || !isConflict(error)) throw error;
    }
  }
}

/** A deadlock or a serialisation failure: nothing was written, and a retry solves it. */
function isConflict(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === 'P2034' || /\b(40P01|40001)\b|deadlock detected/.test(message ?? '');
}
