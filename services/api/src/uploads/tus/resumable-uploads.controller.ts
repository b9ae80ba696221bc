import {
  fileIndexSchema,
  idSchema,
  type OpenBatch,
  openBatchSchema,
  type Receipt,
  receiptSchema,
} from '@longhand/contracts';
import { Controller, Delete, Head, HttpCode, Inject, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Answers, Fails } from '../../http/answers.decorator.js';
import { AuditService } from '../../http/audit.service.js';
import { OpenToEveryone } from '../../http/auth.guard.js';
import { Caller, CurrentCaller } from '../../http/caller.js';
import { DiskReserveService } from '../disk-reserve.service.js';
import { idempotencyKeyOf } from '../idempotency-key.js';
import { ResumableUploadsService, type UploadState } from './resumable-uploads.service.js';
import { requireTus, TUS_CAPABILITIES, TUS_VERSION } from './tus-headers.js';
import type { UploadPlace } from './upload-parts.js';

const PART_OF_TUS = 'A call of the tus protocol, https://tus.io.';

/** Resumable uploads: open a batch, send each file in parts, finish the batch. */
@Controller('v1/batches')
export class ResumableUploadsController {
  constructor(
    @Inject(ResumableUploadsService) private readonly uploads: ResumableUploadsService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(DiskReserveService) private readonly disk: DiskReserveService,
  ) {}

  @Post('open')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Open a batch for files that are sent in parts',
    description:
      'Then send each file with the tus protocol 1.0 to `/v1/batches/{id}/uploads`, and finally POST ' +
      '`/v1/batches/{id}/finish`. Calls may be repeated; the same `Idempotency-Key` gives the same batch. If ' +
      'no data arrives for a while (`UPLOAD_IDLE_SECONDS`), the batch ends with what it has, and opens again ' +
      'when the sender resumes.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 200 } })
  @Answers(openBatchSchema, { status: 201, errors: [400, 507] })
  async openBatch(@Req() request: Request, @CurrentCaller() caller: Caller): Promise<OpenBatch> {
    await this.disk.requireSpace();
    const key = idempotencyKeyOf(request.headers['idempotency-key']);
    return this.audit.act(caller, 'batch.create', '-', async (db, tell) => {
      const batch = await this.uploads.open(db, caller.tenantId, key);
      tell({ object: batch.id, changes: { isNew: batch.isNew } });
      return batch;
    });
  }

  @Post(':id/finish')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Finish a batch: no more files will be sent',
    description:
      'Returns the receipt. It lists a file that did not arrive completely as rejected, with `upload.incomplete`.',
  })
  @Answers(receiptSchema, { errors: [400, 404] })
  async finishBatch(
    @Param('id', { schema: idSchema }) batchId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Receipt> {
    await this.audit.record(caller, 'batch.finish', batchId, 'begun');
    return this.uploads.finish({ tenantId: caller.tenantId, batchId });
  }

  @Options(':id/uploads')
  @OpenToEveryone()
  @HttpCode(204)
  @ApiOperation({ summary: 'What this server supports of the tus protocol', description: PART_OF_TUS })
  @ApiResponse({ status: 204, description: 'In the headers' })
  @Fails()
  describeUploads(@Res({ passthrough: true }) response: Response): void {
    response.set(TUS_CAPABILITIES);
  }

  @Post(':id/uploads')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Start to upload a file',
    description:
      `${PART_OF_TUS} The Upload-Metadata must hold \`filename\` and \`index\`, the number of the file in the ` +
      'batch from 0; it may hold ' +
      '`title`, `recordDate` and `tags` (separated by line ends). Beginning the same file again gives the same ' +
      'address.',
  })
  @ApiHeader({ name: 'Tus-Resumable', required: true, schema: { type: 'string' } })
  @ApiHeader({ name: 'Upload-Length', required: true, schema: { type: 'integer' } })
  @ApiHeader({ name: 'Upload-Metadata', required: true, schema: { type: 'string' } })
  @ApiResponse({ status: 201, description: 'The address of the upload is in the header Location' })
  @Fails(400, 404, 409, 412, 413, 507)
  async beginUpload(
    @Param('id', { schema: idSchema }) batchId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    response.setHeader('Tus-Resumable', TUS_VERSION);
    requireTus(request.headers);
    await this.disk.requireSpace();
    await this.audit.record(caller, 'upload.begin', batchId, 'begun');
    const { index, state } = await this.uploads.begin({ tenantId: caller.tenantId, batchId }, request);
    response.setHeader('Location', `/v1/batches/${batchId}/uploads/${index}`);
    response.setHeader('Upload-Offset', state.offset);
  }

  @Head(':id/uploads/:index')
  @ApiOperation({ summary: 'How much of a file has arrived', description: PART_OF_TUS })
  @ApiHeader({ name: 'Tus-Resumable', required: true, schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'In the headers Upload-Offset and Upload-Length' })
  @Fails(400, 404, 412)
  async readUpload(
    @Param('id', { schema: idSchema }) batchId: string,
    @Param('index', { schema: fileIndexSchema }) index: number,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    const state = await this.uploads.state(placeOf(request, response, { tenantId: caller.tenantId, batchId, index }));
    tell(response, state);
    response.setHeader('Upload-Length', state.length);
    if (state.metadata !== undefined) response.setHeader('Upload-Metadata', state.metadata);
  }

  @Patch(':id/uploads/:index')
  @HttpCode(204)
  @ApiOperation({ summary: 'Send part of a file', description: PART_OF_TUS })
  @ApiHeader({ name: 'Tus-Resumable', required: true, schema: { type: 'string' } })
  @ApiHeader({ name: 'Upload-Offset', required: true, schema: { type: 'integer' } })
  @ApiHeader({ name: 'Upload-Checksum', required: false, schema: { type: 'string' } })
  @ApiConsumes('application/offset+octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 204, description: 'Accepted; the header Upload-Offset says where the next part begins' })
  @Fails(400, 404, 409, 412, 413, 415, 507)
  async sendPart(
    @Param('id', { schema: idSchema }) batchId: string,
    @Param('index', { schema: fileIndexSchema }) index: number,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.disk.requireSpace();
    const place = placeOf(request, response, { tenantId: caller.tenantId, batchId, index });
    await this.audit.record(caller, 'upload.part', `${batchId}/${index}`, 'begun');
    tell(response, await this.uploads.takePart(place, request));
  }

  @Delete(':id/uploads/:index')
  @HttpCode(204)
  @ApiOperation({ summary: 'Cancel the upload of a file', description: PART_OF_TUS })
  @ApiHeader({ name: 'Tus-Resumable', required: true, schema: { type: 'string' } })
  @ApiResponse({ status: 204, description: 'Its parts were deleted' })
  @Fails(400, 404, 412)
  async giveUpUpload(
    @Param('id', { schema: idSchema }) batchId: string,
    @Param('index', { schema: fileIndexSchema }) index: number,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const place = placeOf(request, response, { tenantId: caller.tenantId, batchId, index });
    await this.audit.record(caller, 'upload.remove', `${batchId}/${index}`, 'begun');
    await this.uploads.remove(place);
  }
}

function placeOf(request: Request, response: Response, place: UploadPlace): UploadPlace {
  response.setHeader('Tus-Resumable', TUS_VERSION);
  requireTus(request.headers);
  return place;
}

function tell(response: Response, { offset }: UploadState): void {
  response.setHeader('Upload-Offset', offset);
}
