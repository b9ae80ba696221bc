import {
  idSchema,
  type MadeUser,
  madeUserSchema,
  type NewUser,
  newUserSchema,
  type User,
  type UserChange,
  type UserList,
  userChangeSchema,
  userListSchema,
  userSchema,
} from '@longhand/contracts';
import { AppError } from '@longhand/core';
import { type Database, hashPassword, newPassword } from '@longhand/db';
import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { DATABASE } from '../deps.js';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { Needs } from '../http/permissions.js';
import { toUser } from './user-view.js';

/** The people of the caller's tenant who sign in with a name and a password. */
@Controller('v1/users')
@Needs('users.manage')
export class UsersController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the people who can sign in with a password' })
  @Answers(userListSchema)
  async listUsers(@CurrentCaller() caller: Caller): Promise<UserList> {
    await this.audit.record(caller, 'user.list');
    return { users: (await this.db.users.list(caller.tenantId)).map(toUser) };
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Add a person who signs in with a password',
    description: 'The answer contains a password for the person, which is shown only once.',
  })
  @Answers(madeUserSchema, { status: 201, errors: [400, 409] })
  async makeUser(
    @Body({ schema: newUserSchema }) { name, role }: NewUser,
    @CurrentCaller() caller: Caller,
  ): Promise<MadeUser> {
    const password = newPassword();
    const passwordHash = await hashPassword(password);
    const made = await this.audit.act(caller, 'user.create', '-', async (db, tell) => {
      const user = await db.users.create(caller.tenantId, { name, role, passwordHash, mustChange: true });
      if (!user) throw new AppError('user.name_taken', 'This name is already taken. Choose another one.');
      tell({ object: user.userId, changes: { role } });
      return user;
    });
    return { ...toUser(made), password };
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Change the role of a person, or block their sign-in',
    description: 'A blocked person is signed out everywhere at once.',
  })
  @Answers(userSchema, { errors: [400, 404, 409] })
  async changeUser(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: userChangeSchema }) change: UserChange,
    @CurrentCaller() caller: Caller,
  ): Promise<User> {
    return this.audit.act(caller, 'user.change', id, async (db, tell) => {
      if (caller.principal.session?.userId === id) {
        throw new AppError(
          'user.own_account',
          'Ask another administrator to change your role or to block your sign-in.',
        );
      }
      const before = await db.users.get(caller.tenantId, id);
      const changed = await db.users.change(caller.tenantId, id, change);
      if (!before || !changed) throw userNotFound();
      const isDisabled = [before.disabledAt !== undefined, changed.disabledAt !== undefined];
      tell({ changes: { role: [before.role, changed.role], isDisabled } });
      return toUser(changed);
    });
  }

  @Post(':id/password')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Give a person a new password',
    description: 'Signs the person out everywhere. The answer contains the password, which is shown only once.',
  })
  @Answers(madeUserSchema, { errors: [400, 404] })
  async resetPassword(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<MadeUser> {
    const password = newPassword();
    const passwordHash = await hashPassword(password);
    const user = await this.audit.act(caller, 'user.reset', id, async (db) => {
      const isSet = await db.users.setPassword(caller.tenantId, id, { passwordHash, mustChange: true });
      const found = isSet && (await db.users.get(caller.tenantId, id));
      if (!found) throw userNotFound();
      return found;
    });
    return { ...toUser(user), password };
  }
}

const userNotFound = () => new AppError('user.not_found', 'There is no such user.');
