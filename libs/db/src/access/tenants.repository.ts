import type { Client } from '../prisma.js';

export interface TenantsRepository {
  /** The id of the tenant with this name, which is created if necessary. */
  ensure(name: string): Promise<string>;
  /** The id of the tenant with this name; undefined when there is none. */
  find(name: string): Promise<string | undefined>;
  list(): Promise<{ id: string; name: string }[]>;
}

export function tenantsRepository(client: Client): TenantsRepository {
  return {
    async ensure(name) {
      // Two processes may create the same tenant at once: the second finds the tenant of the first.
      await client.tenant.createMany({ data: [{ name }], skipDuplicates: true });
      const { id } = await client.tenant.findUniqueOrThrow({ where: { name }, select: { id: true } });
      return id;
    },

    find: async (name) => (await client.tenant.findUnique({ where: { name }, select: { id: true } }))?.id,

    list: () => client.tenant.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
  };
}
