import { z } from 'zod';
import { define, wholeNumber } from './setting.js';

// Algorithms with a shared secret are excluded: anybody who can verify such a token could also make
// one.
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const roles = ['clerk', 'reviewer', 'auditor', 'admin'] as const;
type Role = (typeof roles)[number];

const list = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

/** Tokens are only as trustworthy as the connection over which their keys are fetched. */
const secureUrl = z
  .string()
  .refine(
    (text) => text === '' || /^https:\/\/[^/]/.test(text) || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(text),
    'must begin with https:// (http:// is allowed only for this machine)',
  );

const algorithmList = z
  .string()
  .transform(list)
  .refine(
    (given) => given.length > 0 && given.every((one) => algorithms.includes(one)),
    `must be one or more of ${algorithms.join(', ')}`,
  );

/** `staff=clerk, managers=admin`: pairs in the order in which they are tried. */
const roleList = z
  .string()
  .transform((text) => list(text).map((pair) => pair.split('=').map((part) => part.trim()) as [string, Role]))
  .refine(
    (pairs) => pairs.every(([, role]) => roles.includes(role)),
    `must be pairs such as staff=clerk, with the roles ${roles.join(', ')}`,
  );

/** People who sign in with an identity provider. */
export const oidcSettings = {
  issuer: define(
    'OIDC_ISSUER',
    secureUrl,
    '',
    'URL of an issuer whose tokens (JWT) are accepted in addition to API keys, exactly as in the iss claim.',
  ),
  audience: define(
    'OIDC_AUDIENCE',
    z.string(),
    '',
    'Required value of the aud claim. Must be set together with OIDC_ISSUER.',
  ),
  jwksUrl: define('OIDC_JWKS_URL', secureUrl, '', {
    doc: "URL of the issuer's public keys.",
    defaultDoc: 'the one in the discovery document of the issuer',
  }),
  algorithms: define(
    'OIDC_ALGORITHMS',
    algorithmList,
    'RS256,ES256',
    'Accepted signature algorithms, separated by commas.',
  ),
  clockSkewSeconds: define(
    'OIDC_CLOCK_SKEW_SECONDS',
    wholeNumber(0, 300),
    30,
    'Maximum difference between the clocks of the issuer and of this machine, in seconds.',
  ),
  tenant: define('OIDC_TENANT', z.string(), '', {
    doc: 'Tenant of everyone who signs in with a token.',
    defaultDoc: 'the value of the claim in OIDC_TENANT_CLAIM',
  }),
  tenantClaim: define(
    'OIDC_TENANT_CLAIM',
    z.string().min(1),
    'tenant',
    'Claim with the name of an existing tenant. A dot selects a field of a nested object.',
  ),
  roleClaim: define(
    'OIDC_ROLE_CLAIM',
    z.string().min(1),
    'roles',
    'Claim that holds the roles of a person, as a list or as words separated by spaces, such as realm_access.roles.',
  ),
  roles: define(
    'OIDC_ROLES',
    roleList,
    'admin=admin,auditor=auditor,reviewer=reviewer,clerk=clerk',
    'Maps roles of the issuer to roles of Longhand. People with several roles get the first one in this list; ' +
      'people without any are refused.',
  ),
} as const;
