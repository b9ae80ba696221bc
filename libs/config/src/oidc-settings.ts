import { z } from 'zod';
import { define, wholeNumber } from './setting.js';

// Those with a shared secret are not among them: whoever can check such a token could make one.
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const roles = ['clerk', 'reviewer', 'auditor', 'admin'] as const;
type Role = (typeof roles)[number];

const list = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

/** Tokens are as good as the way their keys come here. */
const secureUrl = z
  .string()
  .refine(
    (text) => text === '' || /^https:\/\/[^/]/.test(text) || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(text),
    'must begin with https:// (http:// for this machine alone)',
  );

const algorithmList = z
  .string()
  .transform(list)
  .refine(
    (given) => given.length > 0 && given.every((one) => algorithms.includes(one)),
    `must be of ${algorithms.join(', ')}`,
  );

/** `staff=clerk, managers=admin`: pairs in the order in which they are tried. */
const roleList = z
  .string()
  .transform((text) => list(text).map((pair) => pair.split('=').map((part) => part.trim()) as [string, Role]))
  .refine(
    (pairs) => pairs.every(([, role]) => roles.includes(role)),
    `must be pairs like staff=clerk of ${roles.join(', ')}`,
  );

/** People who sign in elsewhere. */
export const oidcSettings = {
  issuer: define(
    'OIDC_ISSUER',
    secureUrl,
    '',
    'Takes tokens (JWT) of this issuer besides API keys: its URL, exactly as it stands in the claim iss.',
  ),
  audience: define(
    'OIDC_AUDIENCE',
    z.string(),
    '',
    'What the claim aud of a token must hold. Needed with OIDC_ISSUER.',
  ),
  jwksUrl: define('OIDC_JWKS_URL', secureUrl, '', "Where the issuer's public keys are.", {
    defaultDoc: 'as the discovery document of the issuer says',
  }),
  algorithms: define('OIDC_ALGORITHMS', algorithmList, 'RS256,ES256', 'Signatures that are taken, parted by commas.'),
  clockSkewSeconds: define(
    'OIDC_CLOCK_SKEW_SECONDS',
    wholeNumber(0, 300),
    30,
    'By how much the clocks of the issuer and of this machine may differ.',
  ),
  tenant: define('OIDC_TENANT', z.string(), '', 'The tenant of everybody who comes with a token.', {
    defaultDoc: 'the claim that OIDC_TENANT_CLAIM names',
  }),
  tenantClaim: define(
    'OIDC_TENANT_CLAIM',
    z.string().min(1),
    'tenant',
    'The claim that names the tenant, which must be there already. Dots lead into objects.',
  ),
  roleClaim: define(
    'OIDC_ROLE_CLAIM',
    z.string().min(1),
    'roles',
    'The claim with the roles of a person, a list or words parted by spaces, such as realm_access.roles.',
  ),
  roles: define(
    'OIDC_ROLES',
    roleList,
    'admin=admin,auditor=auditor,reviewer=reviewer,clerk=clerk',
    'What the roles of the issuer are here. Whoever has several gets the first of this list; whoever has none is refused.',
  ),
} as const;
