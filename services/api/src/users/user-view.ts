import type { User } from '@longhand/contracts';
import type { UserRecord } from '@longhand/db';

export const toUser = ({ userId, name, role, mustChange, createdAt, disabledAt }: UserRecord): User => ({
  id: userId,
  name,
  role,
  mustChangePassword: mustChange,
  createdAt: createdAt.toISOString(),
  ...(disabledAt && { disabledAt: disabledAt.toISOString() }),
});
