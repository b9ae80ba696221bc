import type { Config } from '@longhand/config';
import { AppError } from '@longhand/core';
import type { Database, KeyRole } from '@longhand/db';
import { Inject, Injectable } from '@nestjs/common';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { CONFIG, DATABASE } from '../deps.js';
import { issuerKeys } from './issuer-keys.js';
import type { Principal } from './principal.js';

/**
 * People who signed in with an identity provider and send a token of that issuer (OpenID Connect,
 * RFC 7519, RFC 8725).
 */
@Injectable()
export class OidcService {
  private keys: JWTVerifyGetKey | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
  ) {}

  /** Whether this can be a token of the issuer. */
  isToken(credential: string): boolean {
    return this.config.oidc.issuer !== '' && /^[\w-]+\.[\w-]+\.[\w-]*$/.test(credential) && !/^l[hs]_/.test(credential);
  }

  /**
   * The owner of a token; undefined if the token is not from the issuer, not for this audience, not
   * correctly signed, or not valid now.
   * @throws AppError auth.no_role, auth.no_tenant, auth.issuer_unavailable
   */
  async identify(token: string): Promise<Principal | undefined> {
    const claims = await this.verify(token);
    // The subject goes into the audit log: nothing but what can be read there.
    if (!claims?.sub || !/^[\x21-\x7e]{1,200}$/.test(claims.sub)) return undefined;
    const { oidc } = this.config;
    const given = wordsOf(claimOf(claims, oidc.roleClaim));
    const role: KeyRole | undefined = oidc.roles.find(([theirs]) => given.includes(theirs))?.[1];
    if (!role)
      throw new AppError('auth.no_role', 'Your sign-in gives you no role here. Ask the person who manages access.');
    const tenant = oidc.tenant || claimOf(claims, oidc.tenantClaim);
    const tenantId = typeof tenant === 'string' ? await this.db.tenants.find(tenant) : undefined;
    if (!tenantId)
      throw new AppError(
        'auth.no_tenant',
        'Your sign-in does not belong to a tenant of this system. Ask the person who manages access.',
      );
    const name = claimOf(claims, 'preferred_username') ?? claims.sub;
    const known = { kind: 'token', tenantId, actor: `oidc:${claims.sub}`, role, isValid: true } as const;
    return { ...known, name: String(name).slice(0, 200) };
  }

  private async verify(token: string): Promise<JWTPayload | undefined> {
    const { issuer, audience, jwksUrl, algorithms, clockSkewSeconds } = this.config.oidc;
    this.keys ??= issuerKeys(issuer, jwksUrl);
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance: clockSkewSeconds,
        requiredClaims: ['exp', 'sub'],
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

/** A claim by its name, or by the path to it. */
function claimOf(claims: JWTPayload, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((found, part) => {
    const isThere = typeof found === 'object' && found !== null && Object.hasOwn(found, part);
    return isThere ? (found as Record<string, unknown>)[part] : undefined;
  }, claims);
}

function wordsOf(claim: unknown): unknown[] {
  if (Array.isArray(claim)) return claim;
  return typeof claim === 'string' ? claim.split(' ') : [];
}
