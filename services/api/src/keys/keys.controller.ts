import {
  idSchema,
  type Key,
  type KeyRevocation,
  keyRevocationSchema,
  type KeyList,
  keyListSchema,
  type MadeKey,
  madeKeySchema,
  type NewKey,
  newKeySchema,
} from '@longhand/contracts';
import { AppError } from '@longhand/core';
import type { Database, KeyRecord } from '@longhand/db';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { DATABASE } from '../deps.js';
import { Answers, Fails } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { Needs } from '../http/permissions.js';

const dayMs = 86_400_000;

/** The keys of the caller's tenant. */
@Controller('v1/keys')
@Needs('keys.manage')
export class KeysController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List API keys, newest first',
    description: 'By their prefix; also those that are no longer valid.',
  })
  @Answers(keyListSchema)
  async listKeys(@CurrentCaller() caller: Caller): Promise<KeyList> {
    await this.audit.record(caller, 'key.list');
    return { keys: (await this.db.apiKeys.list(caller.tenantId)).map(toKey) };
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Make an API key', description: 'The answer contains the key, which is shown only once.' })
  @Answers(madeKeySchema, { status: 201, errors: [400] })
  async makeKey(
    @Body({ schema: newKeySchema }) { name, role, expiresInDays }: NewKey,
    @CurrentCaller() caller: Caller,
  ): Promise<MadeKey> {
    const expiresAt = expiresInDays === undefined ? undefined : new Date(Date.now() + expiresInDays * dayMs);
    const made = await this.audit.act(caller, 'key.create', '-', async (db, tell) => {
      const key = await db.apiKeys.create(caller.tenantId, name, { role, ...(expiresAt && { expiresAt }) });
      tell({ object: key.keyId, changes: { role, expiresAt: expiresAt ?? null } });
      return key;
    });
    const { key, ...view } = made;
    return { ...toKey({ ...view, name, role, ...(expiresAt && { expiresAt }) }), key };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke an API key',
    description:
      'The key is refused from the next request on. If no administrator could sign in without it, the answer ' +
      'is `key.last_admin`; `sure=yes` revokes it anyway.',
  })
  @ApiResponse({ status: 204, description: 'It is no longer valid' })
  @Fails(400, 404, 409)
  async revokeKey(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: keyRevocationSchema }) { sure }: KeyRevocation,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.audit.act(caller, 'key.revoke', id, async (db, tell) => {
      const role = await db.apiKeys.revoke(caller.tenantId, id, { isLastAllowed: sure === 'yes' });
      if (!role) throw new AppError('key.not_found', 'There is no such key, or it has already been revoked.');
      tell({ changes: { role } });
    });
  }
}

function toKey({ keyId, createdAt, expiresAt, revokedAt, ...key }: KeyRecord): Key {
  return {
    id: keyId,
    ...key,
    createdAt: createdAt.toISOString(),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
  };
}
