import { AppError } from '@longhand/core';
import { type ApiKeysRepository, apiKeysRepository } from './access/api-keys.repository.js';
import { type BreakGlassRepository, breakGlassRepository } from './access/break-glass.repository.js';
import { type SessionsRepository, sessionsRepository } from './access/sessions.repository.js';
import { type SignInGuardRepository, signInGuardRepository } from './access/sign-in-guard.repository.js';
import { type TenantsRepository, tenantsRepository } from './access/tenants.repository.js';
import { type UsersRepository, usersRepository } from './access/users.repository.js';
import { type BatchesRepository, batchesRepository } from './batches/batches.repository.js';
import { databaseUnavailable } from './database-unavailable.js';
import { type DocumentsRepository, documentsRepository } from './documents/documents.repository.js';
import { type PagesRepository, pagesRepository } from './pages/pages.repository.js';
import { createClient, type DatabaseOptions } from './prisma.js';
import { type ReviewRepository, reviewRepository } from './review/review.repository.js';
import { type SearchRepository, searchRepository } from './search/search.repository.js';
import { type AuditRepository, auditRepository } from './system/audit.repository.js';
import { type IntegrityRepository, integrityRepository } from './system/integrity.repository.js';
import { type NumbersRepository, numbersRepository } from './system/numbers.repository.js';
import { type OutboxRepository, outboxRepository } from './system/outbox.repository.js';
import { type RateWindowsRepository, rateWindowsRepository } from './system/rate-windows.repository.js';
import { type UpkeepRepository, upkeepRepository } from './system/upkeep.repository.js';
import { type WorkersRepository, workersRepository } from './system/workers.repository.js';
import { type UsageRepository, usageRepository } from './usage/usage.repository.js';
import { forAllTenants, forOneTenant } from './tenancy.js';
import { type Together, togetherOn } from './together.js';

/**
 * The repositories of the system, by subject. Every call that reads or changes people's data takes
 * the tenant first.
 */
export interface Database {
  tenants: TenantsRepository;
  apiKeys: ApiKeysRepository;
  users: UsersRepository;
  sessions: SessionsRepository;
  signInGuard: SignInGuardRepository;
  breakGlass: BreakGlassRepository;
  batches: BatchesRepository;
  documents: DocumentsRepository;
  pages: PagesRepository;
  search: SearchRepository;
  review: ReviewRepository;
  outbox: OutboxRepository;
  workers: WorkersRepository;
  upkeep: UpkeepRepository;
  audit: AuditRepository;
  integrity: IntegrityRepository;
  rateWindows: RateWindowsRepository;
  numbers: NumbersRepository;
  usage: UsageRepository;
  together: Together;
  /**
   * Makes one write; AppError `db.unavailable` if the database does not accept it within
   * `timeoutMs` (default 2000).
   */
  ping(timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a pool of connections; the first call opens the first connection. The schema must exist:
 * see migrateDeploy.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const client = createClient(options);
  return {
    tenants: forAllTenants(client, tenantsRepository),
    apiKeys: forOneTenant(client, apiKeysRepository, ['verify', 'identify']),
    users: forOneTenant(client, usersRepository),
    sessions: forOneTenant(client, sessionsRepository, ['identify']),
    signInGuard: forAllTenants(client, signInGuardRepository),
    breakGlass: forOneTenant(client, breakGlassRepository),
    batches: forOneTenant(client, batchesRepository, ['idleSince']),
    documents: forOneTenant(client, documentsRepository, ['stuck', 'countWaiting']),
    pages: forOneTenant(client, pagesRepository, ['stuck', 'countWaiting']),
    search: forOneTenant(client, searchRepository, ['indexMissing', 'refold']),
    review: forOneTenant(client, reviewRepository),
    outbox: forAllTenants(client, outboxRepository),
    workers: forAllTenants(client, workersRepository),
    upkeep: forAllTenants(client, upkeepRepository),
    audit: forOneTenant(client, auditRepository),
    integrity: forAllTenants(client, integrityRepository),
    rateWindows: forAllTenants(client, rateWindowsRepository),
    numbers: forAllTenants(client, numbersRepository),
    usage: forOneTenant(client, usageRepository),
    together: togetherOn(client),
    // Writes a few bytes to the log and waits until they are on disk: a read-only database cannot
    // accept a file.
    ping: (timeoutMs = 2_000) =>
      ping(client.$queryRaw`SELECT pg_logical_emit_message(true, 'longhand', '')::text`, timeoutMs),
    close: () => client.$disconnect(),
  };
}

async function ping(question: PromiseLike<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(databaseUnavailable()), timeoutMs);
  });
  try {
    await Promise.race([question, expired]);
  } catch (error) {
    throw error instanceof AppError ? error : databaseUnavailable(error);
  } finally {
    clearTimeout(timer);
  }
}
