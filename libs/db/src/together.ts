import { type ApiKeysRepository, apiKeysRepository } from './access/api-keys.repository.js';
import { type BreakGlassRepository, breakGlassRepository } from './access/break-glass.repository.js';
import { type SessionsRepository, sessionsRepository } from './access/sessions.repository.js';
import { type UsersRepository, usersRepository } from './access/users.repository.js';
import { type BatchesRepository, batchesRepository } from './batches/batches.repository.js';
import { type DocumentsRepository, documentsRepository } from './documents/documents.repository.js';
import { type PagesRepository, pagesRepository } from './pages/pages.repository.js';
import { type Client, joinTransaction, transact } from './prisma.js';
import { type ReviewRepository, reviewRepository } from './review/review.repository.js';
import { type AuditRepository, auditRepository } from './system/audit.repository.js';
import { enterTenant } from './tenancy.js';

/** One tenant's repositories inside a transaction. */
export interface TenantParts {
  apiKeys: ApiKeysRepository;
  users: UsersRepository;
  sessions: SessionsRepository;
  breakGlass: BreakGlassRepository;
  batches: BatchesRepository;
  documents: DocumentsRepository;
  pages: PagesRepository;
  review: ReviewRepository;
  audit: AuditRepository;
}

/**
 * Runs several calls as one transaction in the role and with the rows of one tenant: all take
 * effect, or none. May run `work` again from the start.
 */
export type Together = <T>(tenantId: string, work: (parts: TenantParts) => Promise<T>) => Promise<T>;

export const togetherOn =
  (client: Client): Together =>
  (tenantId, work) =>
    transact(client, async (tx) => {
      await enterTenant(tx, tenantId);
      const joined = joinTransaction(tx);
      return work({
        apiKeys: apiKeysRepository(joined),
        users: usersRepository(joined),
        sessions: sessionsRepository(joined),
        breakGlass: breakGlassRepository(joined),
        batches: batchesRepository(joined),
        documents: documentsRepository(joined),
        pages: pagesRepository(joined),
        review: reviewRepository(joined),
        audit: auditRepository(joined),
      });
    });
