import {
  type DocumentList,
  type DocumentListQuery,
  type DocumentPatch,
  type DocumentSummary,
  type DocumentView,
  documentListQuerySchema,
  documentListSchema,
  documentPatchSchema,
  documentSchema,
  documentSummarySchema,
  idSchema,
} from '@longhand/contracts';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { EventStream } from '../events/event-stream.decorator.js';
import { StreamsService } from '../events/streams.service.js';
import { Answers, Fails } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { Needs } from '../http/permissions.js';
import { DocumentsService } from './documents.service.js';

const unfinished = new Set(['received', 'processing']);

@Controller('v1/documents')
export class DocumentsController {
  constructor(
    @Inject(DocumentsService) private readonly documents: DocumentsService,
    @Inject(StreamsService) private readonly streams: StreamsService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List documents, newest first' })
  @Answers(documentListSchema, { errors: [400] })
  async listDocuments(
    @Query({ schema: documentListQuerySchema }) query: DocumentListQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<DocumentList> {
    await this.audit.record(caller, 'document.list');
    return this.documents.list(caller.tenantId, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One document with its pages and everything that happened to it' })
  @Answers(documentSchema, { errors: [400, 404] })
  async getDocument(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<DocumentView> {
    await this.audit.record(caller, 'document.read', id);
    return this.documents.get(caller.tenantId, id);
  }

  @EventStream(
    ':id/events',
    'Events `document` (as GET gives it) at once and after each change, `ping`, and `end` when it is finished.',
  )
  async *watchDocument(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: Request,
  ): AsyncGenerator<string> {
    await this.audit.record(caller, 'document.read', id);
    const read = () => this.documents.get(caller.tenantId, id);
    const isDone = (document: DocumentView) => !unfinished.has(document.status);
    yield* this.streams.stream({ type: 'document', topic: `document ${id}`, read, isDone, caller, request });
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Change title, record date or tags',
    description: 'A document under legal hold answers `document.held`.',
  })
  @Answers(documentSummarySchema, { errors: [400, 404, 409] })
  async changeDocument(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: documentPatchSchema }) change: DocumentPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<DocumentSummary> {
    return this.audit.act(caller, 'document.change', id, async (db, tell) => {
      tell({ changes: { fields: Object.keys(change) } });
      return this.documents.patch(db, caller.tenantId, id, change);
    });
  }

  @Post(':id/retry')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Retry what failed or was cancelled',
    description:
      'A document under legal hold answers `document.held` if a page that was read before would be read again.',
  })
  @Answers(documentSummarySchema, { status: 202, errors: [400, 404, 409] })
  async retryDocument(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<DocumentSummary> {
    const retried = await this.audit.act(caller, 'document.retry', id, (db) =>
      this.documents.retry(db, caller.tenantId, id),
    );
    this.documents.wake();
    return retried;
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Stop work on a document',
    description: 'Finished pages are kept, and a finished document does not change.',
  })
  @Answers(documentSummarySchema, { errors: [400, 404] })
  async cancelDocument(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<DocumentSummary> {
    return this.audit.act(caller, 'document.cancel', id, (db) => this.documents.cancel(db, caller.tenantId, id));
  }

  @Delete(':id')
  @Needs('records.delete')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a document with its files, pages, text and corrections',
    description: 'Answers `document.held` for a document under a retention period or a legal hold.',
  })
  @ApiResponse({ status: 204, description: 'It is gone' })
  @Fails(400, 404, 409)
  async deleteDocument(@Param('id', { schema: idSchema }) id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.documents.remove(caller, id);
  }
}
