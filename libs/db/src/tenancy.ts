import { type Client, joinTransaction, type Session, transact } from './prisma.js';

type Repository<R> = { [K in keyof R]: (...args: never[]) => Promise<unknown> };

/**
 * The path for people's requests and for work on the records of one tenant: each call of the
 * repository is one transaction in the role longhand_tenant. Row-level security shows it only the
 * rows of that tenant, whatever the statements ask for. The tenant is the first argument, or its
 * `tenantId`. The methods named in `acrossTenants` take the other path.
 */
export function forOneTenant<R extends Repository<R>>(
  client: Client,
  make: (client: Client) => R,
  acrossTenants: readonly (keyof R & string)[] = [],
): R {
  return eachCall(client, make, (name, [first]) =>
    acrossTenants.includes(name as keyof R & string) ? enterAllTenants : (tx) => enterTenant(tx, tenantOf(name, first)),
  );
}

/**
 * The path for work on all tenants: finding the owner of a key, the outbox, the queries of the
 * sweeper, the list of processes.
 */
export function forAllTenants<R extends Repository<R>>(client: Client, make: (client: Client) => R): R {
  return eachCall(client, make, () => enterAllTenants);
}

type Enter = (tx: Session) => Promise<unknown>;

/**
 * Both settings end with the transaction, so that a pooled connection never keeps a tenant for the
 * next call.
 */
export const enterTenant = (tx: Session, tenantId: string): Promise<unknown> =>
  tx.$queryRaw`SELECT set_config('app.tenant_id', ${tenantId}, true), set_config('role', 'longhand_tenant', true)`;

const enterAllTenants: Enter = (tx) => tx.$queryRaw`SELECT set_config('role', 'longhand_system', true)`;

/**
 * A repository in which every call is one transaction that begins with `enter`; transactions inside
 * a method become part of it.
 */
function eachCall<R extends Repository<R>>(
  client: Client,
  make: (client: Client) => R,
  enterOf: (name: string, args: readonly unknown[]) => Enter,
): R {
  const call =
    (name: keyof R & string) =>
    async (...args: never[]) => {
      const enter = enterOf(name, args);
      return transact(client, async (tx) => {
        await enter(tx);
        return make(joinTransaction(tx))[name](...args);
      });
    };
  const names = Object.keys(make(client)) as (keyof R & string)[];
  return Object.fromEntries(names.map((name) => [name, call(name)])) as unknown as R;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function tenantOf(method: string, first: unknown): string {
  const tenantId = typeof first === 'object' && first !== null && 'tenantId' in first ? first.tenantId : first;
  if (typeof tenantId === 'string' && uuid.test(tenantId)) return tenantId;
  throw new Error(`${method} must take the tenant's id first, or be named as one that works for all tenants`);
}
