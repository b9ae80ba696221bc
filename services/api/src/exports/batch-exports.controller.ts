import { type BatchExportQuery, batchExportQuerySchema, idSchema } from '@longhand/contracts';
import { Controller, Get, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Fails } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { BatchExportsService } from './batch-exports.service.js';
import { exportKindOf } from './export-kinds.js';
import { zipFile } from './exports.controller.js';
import { zipStream } from './zip-stream.js';

@Controller('v1/batches/:id')
export class BatchExportsController {
  constructor(
    @Inject(BatchExportsService) private readonly exports: BatchExportsService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get('export')
  @ApiOperation({
    summary: 'All documents of an upload as a ZIP archive',
    description:
      'In any export format of a document, numbered in the order of the upload, with a `manifest.json` that ' +
      'lists every file. The archive is streamed: if the connection breaks, the archive is incomplete.',
  })
  @ApiResponse({
    status: 200,
    description: 'The archive',
    content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
  })
  @Fails(400, 404, 409)
  async exportBatch(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: batchExportQuerySchema }) { format, marks }: BatchExportQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const kind = { ...exportKindOf(format), marks };
    await this.audit.record(caller, 'batch.export', id);
    return zipFile(zipStream(await this.exports.entries(caller.tenantId, id, kind)), id);
  }
}
