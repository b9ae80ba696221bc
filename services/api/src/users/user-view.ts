import type { User } from '@longhand/contracts';
import type { UserView } from '@longhand/db';

export const toUser = ({ userId, name, role, mustChange, createdAt, disabledAt }: UserView): User => ({
  id: userId,
  name,
  role,
  mustChangePassword: mustChange,
  createdAt: createdAt.toISOString(),
  ...(disabledAt && { disabledAt: disabledAt.toISOString() }),
});
