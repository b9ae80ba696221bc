import { AppError } from '@longhand/core';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });
const timeoutMs = 5000;

/**
 * The public keys of an issuer, fetched on first use, cached for ten minutes, and fetched again
 * when a token names a new key.
 * @param jwksUrl where they are; empty: where the issuer's discovery document says
 */
export function issuerKeys(issuer: string, jwksUrl: string): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const open = async (): Promise<JWTVerifyGetKey> => {
    const url = jwksUrl || (await discover(issuer));
    return createRemoteJWKSet(new URL(url), { timeoutDuration: timeoutMs, cooldownDuration: 10_000 });
  };
  return async (header, token) => {
    keys ??= open().catch((error) => {
      keys = undefined; // the next token tries again
      throw error;
    });
    try {
      return await (await keys)(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new AppError(
        'auth.issuer_unavailable',
        'The keys of the sign-in service cannot be fetched. Try again. If the problem persists, check OIDC_ISSUER.',
        { cause: error },
      );
    }
  };
}

async function discover(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
  const found = discoverySchema.parse(await response.json());
  if (found.issuer !== issuer) throw new Error('the discovery document is of another issuer');
  return found.jwks_uri;
}
