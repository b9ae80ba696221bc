import type { Client } from '../prisma.js';

export interface SignInGuardRepository {
  /**
   * Counts an attempt before its password is verified, so that many concurrent attempts, over all
   * instances, count like the same number in sequence. After `most` attempts in a row the name is
   * locked: for a minute, then two, four ... up to fifteen.
   * @returns the number of tries in a row; undefined when the name is locked, and the try must be
   *   refused unread
   */
  attempt(nameHash: string, most: number): Promise<number | undefined>;
  /** The password was right. */
  clear(nameHash: string): Promise<void>;
}

export function signInGuardRepository(client: Client): SignInGuardRepository {
  return {
    async attempt(nameHash, most) {
      const rows = await client.$queryRaw<{ tries: number }[]>`
        INSERT INTO sign_in_guard AS guard (name_hash, tries, updated_at) VALUES (${nameHash}, 1, now())
        ON CONFLICT (name_hash) DO UPDATE SET updated_at = now(),
          tries = CASE WHEN guard.updated_at < now() - interval '1 day' THEN 1 ELSE guard.tries + 1 END,
          locked_until = CASE WHEN guard.updated_at >= now() - interval '1 day' AND guard.tries + 1 >= ${most}
            THEN now() + least(interval '15 minutes', interval '1 minute' * 2 ^
              least(guard.tries + 1 - ${most}, 10)) END
        WHERE guard.locked_until IS NULL OR guard.locked_until <= now()
        RETURNING tries`;
      if (rows[0]?.tries === 1)
        await client.$executeRaw`DELETE FROM sign_in_guard WHERE updated_at < now() - interval '2 days'`;
      return rows[0]?.tries;
    },

    async clear(nameHash) {
      await client.signInGuard.deleteMany({ where: { nameHash } });
    },
  };
}
