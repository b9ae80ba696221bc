import { receiptSchema, type Receipt } from '@longhand/contracts';
import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { DiskReserveService } from './disk-reserve.service.js';
import { idempotencyKeyOf } from './idempotency-key.js';
import { UploadsService } from './uploads.service.js';

@Controller('v1/batches')
export class UploadsController {
  constructor(
    @Inject(UploadsService) private readonly uploads: UploadsService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(DiskReserveService) private readonly disk: DiskReserveService,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Upload files',
    description:
      'Any number of files: JPEG, PNG, WebP, TIFF, PDF, HEIC, AVIF, BMP, GIF, and ZIP archives of these. The ' +
      'receipt lists every file; a file that is refused does not stop the others. The optional part `metadata` ' +
      'is JSON with `title`, `recordDate` and `tags` by file name, and may come before or after the files; ' +
      'names that match no file are ignored. The same form with the same `Idempotency-Key` gives the same ' +
      'receipt; once the batch is complete, another form with that key answers `upload.key_reused`.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 200 } })
  @ApiBody({
    schema: {
      type: 'object',
      required: ['files'],
      properties: {
        files: { type: 'array', items: { type: 'string', format: 'binary' } },
        metadata: { type: 'string', description: 'JSON: title, recordDate and tags by file name' },
      },
    },
  })
  @Answers(receiptSchema, { status: 202, errors: [400, 409, 413, 422, 507] })
  async createBatch(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<Receipt> {
    await this.disk.requireSpace();
    return this.uploads.receive({
      request,
      tenantId: caller.tenantId,
      idempotencyKey: idempotencyKeyOf(request.headers['idempotency-key']),
      open: async (idempotencyKey) => {
        // Now and not at the end: files of an upload that breaks off are kept too.
        const batch = await this.audit.act(caller, 'batch.create', '-', async (db, tell) => {
          const opened = await db.batches.create(caller.tenantId, { idempotencyKey });
          tell({ object: opened.id, changes: { isNew: opened.isNew } });
          return opened;
        });
        response.setHeader('Location', `/v1/batches/${batch.id}`);
        return batch;
      },
    });
  }
}
