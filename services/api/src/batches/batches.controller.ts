import {
  type BatchList,
  type BatchView,
  batchListQuerySchema,
  batchListSchema,
  batchSchema,
  idSchema,
} from '@longhand/contracts';
import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Request } from 'express';
import { EventStream } from '../events/event-stream.decorator.js';
import { StreamsService } from '../events/streams.service.js';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { BatchesService } from './batches.service.js';

const unfinished = new Set(['receiving', 'processing']);

@Controller('v1/batches')
export class BatchesController {
  constructor(
    @Inject(BatchesService) private readonly batches: BatchesService,
    @Inject(StreamsService) private readonly streams: StreamsService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List uploads, newest first' })
  @Answers(batchListSchema, { errors: [400] })
  async listBatches(
    @Query({ schema: batchListQuerySchema }) query: { limit: number; cursor?: string },
    @CurrentCaller() caller: Caller,
  ): Promise<BatchList> {
    await this.audit.record(caller, 'batch.read');
    return this.batches.list(caller.tenantId, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One upload: its receipt, and the progress of its documents' })
  @Answers(batchSchema, { errors: [400, 404] })
  async getBatch(@Param('id', { schema: idSchema }) id: string, @CurrentCaller() caller: Caller): Promise<BatchView> {
    await this.audit.record(caller, 'batch.read', id);
    return this.batches.get(caller.tenantId, id);
  }

  @EventStream(
    ':id/events',
    'Events `batch` (as GET gives it) at once and after each change, `ping`, and `end` when nothing is left to do.',
  )
  async *watchBatch(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: Request,
  ): AsyncGenerator<string> {
    await this.audit.record(caller, 'batch.read', id);
    const read = () => this.batches.get(caller.tenantId, id);
    const isDone = (batch: BatchView) => !unfinished.has(batch.status);
    yield* this.streams.stream({ type: 'batch', topic: `batch ${id}`, read, isDone, caller, request });
  }
}
