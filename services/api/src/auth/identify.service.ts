import type { Config } from '@longhand/config';
import type { Database } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, DATABASE } from '../deps.js';
import { OidcService } from './oidc.service.js';
import type { Principal } from './principal.js';
import { StrangersLane } from './strangers-lane.js';

/** Identifies the owner of a credential. */
@Injectable()
export class IdentifyService {
  private readonly lane = new StrangersLane();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(OidcService) private readonly oidc: OidcService,
  ) {}

  /** @returns undefined if it belongs to nobody */
  async identify(credential: string): Promise<Principal | undefined> {
    if (this.oidc.isToken(credential)) return this.oidc.identify(credential);
    const lookUp = () => (credential.startsWith('ls_') ? this.bySession(credential) : this.byKey(credential));
    return this.lane.run(credential, lookUp, (found) => found?.isValid === true);
  }

  private async byKey(credential: string): Promise<Principal | undefined> {
    const known = await this.db.apiKeys.identify(credential);
    if (!known) return undefined;
    const { tenantId, keyId, name, role } = known.owner;
    return { kind: 'key', tenantId, actor: `key:${keyId}`, name, role, isValid: known.isValid };
  }

  private async bySession(token: string): Promise<Principal | undefined> {
    const known = await this.db.sessions.identify(token, this.config.signIn.idleMinutes * 60_000);
    if (!known) return undefined;
    const { tenantId, userId, sessionId, name, role, mustChange } = known.owner;
    const session = { sessionId, userId, mustChange };
    return { kind: 'user', tenantId, actor: `user:${userId}`, name, role, isValid: known.isValid, session };
  }
}
