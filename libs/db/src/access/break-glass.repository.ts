import type { Client } from '../prisma.js';
import type { KeyRole } from './api-keys.repository.js';

export interface NewEmergencyRecord {
  id: string;
  actor: string;
  name: string;
  role: KeyRole;
  reason: string;
  minutes: number;
}

export interface EmergencyRecord extends Omit<NewEmergencyRecord, 'minutes'> {
  createdAt: Date;
  expiresAt: Date;
  /** When the person ended it early. */
  endedAt?: Date;
}

export interface BreakGlassRepository {
  open(tenantId: string, emergency: NewEmergencyRecord): Promise<EmergencyRecord>;
  /** The one of this person that holds longest, if one holds now. */
  active(tenantId: string, actor: string): Promise<EmergencyRecord | undefined>;
  /** Newest first. */
  list(tenantId: string, limit: number): Promise<EmergencyRecord[]>;
  /** False when the person has no such emergency, or it is over. */
  end(tenantId: string, actor: string, id: string): Promise<boolean>;
}

export function breakGlassRepository(client: Client): BreakGlassRepository {
  return {
    async open(tenantId, { minutes, ...emergency }) {
      const createdAt = new Date();
      const expiresAt = new Date(createdAt.getTime() + minutes * 60_000);
      return toEmergency(await client.breakGlass.create({ data: { tenantId, ...emergency, createdAt, expiresAt } }));
    },

    async active(tenantId, actor) {
      const row = await client.breakGlass.findFirst({
        where: { tenantId, actor, endedAt: null, expiresAt: { gt: new Date() } },
        orderBy: { expiresAt: 'desc' },
      });
      return row ? toEmergency(row) : undefined;
    },

    async list(tenantId, limit) {
      const rows = await client.breakGlass.findMany({
        where: { tenantId },
        orderBy: { createdAt: 'desc' },
        take: limit,
      });
      return rows.map(toEmergency);
    },

    async end(tenantId, actor, id) {
      const { count } = await client.breakGlass.updateMany({
        where: { tenantId, actor, id, endedAt: null, expiresAt: { gt: new Date() } },
        data: { endedAt: new Date() },
      });
      return count > 0;
    },
  };
}

interface Row {
  id: string;
  actor: string;
  name: string;
  role: string;
  reason: string;
  createdAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
}

const toEmergency = ({ id, actor, name, role, reason, createdAt, expiresAt, endedAt }: Row): EmergencyRecord => ({
  id,
  actor,
  name,
  role: role as KeyRole,
  reason,
  createdAt,
  expiresAt,
  ...(endedAt && { endedAt }),
});
