import { idSchema } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import { type ObjectStore, originalKey } from '@longhand/storage';
import { Controller, Get, Inject, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Response } from 'express';
import { DATABASE, STORE } from '../deps.js';
import { Fails } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { documentNotFound } from '../http/not-found.js';
import { attachmentOf } from './attachment.js';

@Controller('v1/documents/:id')
export class OriginalController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get('original')
  @ApiOperation({
    summary: 'The file as it was uploaded, byte for byte',
    description:
      'Available at any time, even if the document could not be opened or read. Its hash is the `sha256` of ' +
      'the document.',
  })
  @ApiResponse({
    status: 200,
    description: 'The file',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @Fails(400, 404, 503)
  async getOriginal(
    @Param('id', { schema: idSchema }) id: string,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    await this.audit.record(caller, 'document.original', id);
    const document = await this.db.documents.get(caller.tenantId, id);
    if (!document) throw documentNotFound();
    const content = await this.store.stream(originalKey(caller.tenantId, id));
    // A browser that opens the file runs no script in it and loads nothing for it, whatever the
    // file contains.
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    return new StreamableFile(content, {
      type: document.mediaType,
      length: document.sizeBytes,
      disposition: attachmentOf(document.name),
    });
  }
}
