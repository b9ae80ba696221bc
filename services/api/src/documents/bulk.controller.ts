import {
  type BulkAnswer,
  type BulkDocuments,
  type BulkTags,
  bulkAnswerSchema,
  bulkDocumentsSchema,
  bulkTagsSchema,
  type DocumentSelection,
  type SelectionQuery,
  selectionQuerySchema,
  selectionSchema,
} from '@longhand/contracts';
import { AppError } from '@longhand/core';
import type { Database } from '@longhand/db';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { DATABASE } from '../deps.js';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { statusOfCode } from '../http/error-status.js';
import { documentNotFound } from '../http/not-found.js';
import { Needs } from '../http/permissions.js';
import { DocumentsService } from './documents.service.js';

/**
 * The same acts on many documents. Each is an act of its own, with its own row in the audit log:
 * one that is refused does not stop the others.
 */
@Controller('v1/documents/bulk')
export class BulkController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(DocumentsService) private readonly documents: DocumentsService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Select documents: their ids and how many there are',
    description: 'With the filters of `GET /v1/documents`. Send the ids, in parts, to the other bulk requests.',
  })
  @Answers(selectionSchema, { errors: [400] })
  async selectDocuments(
    @Query({ schema: selectionQuerySchema }) { limit, ...filter }: SelectionQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<DocumentSelection> {
    await this.audit.record(caller, 'document.list');
    return this.db.documents.select(caller.tenantId, filter, limit);
  }

  @Post('tags')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Add tags to many documents, or remove them',
    description:
      'Other tags stay. A document under legal hold is refused with `document.held`; the others are changed.',
  })
  @Answers(bulkAnswerSchema, { errors: [400] })
  async tagDocuments(
    @Body({ schema: bulkTagsSchema }) { ids, add, remove }: BulkTags,
    @CurrentCaller() caller: Caller,
  ): Promise<BulkAnswer> {
    return eachOf(ids, (id) =>
      this.audit.act(caller, 'document.change', id, async (db, tell) => {
        tell({ changes: { fields: ['tags'] } });
        if (!(await db.documents.tag(caller.tenantId, id, { add, remove }))) throw documentNotFound();
      }),
    );
  }

  @Post('retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Retry what failed or was cancelled in many documents' })
  @Answers(bulkAnswerSchema, { errors: [400] })
  async retryDocuments(
    @Body({ schema: bulkDocumentsSchema }) { ids }: BulkDocuments,
    @CurrentCaller() caller: Caller,
  ): Promise<BulkAnswer> {
    const answer = await eachOf(ids, (id) =>
      this.audit.act(caller, 'document.retry', id, (db) => this.documents.retry(db, caller.tenantId, id)),
    );
    this.documents.wake();
    return answer;
  }

  @Post('delete')
  @Needs('records.delete')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Delete many documents with their files, pages, text and corrections',
    description: 'A document under a retention period or a legal hold is refused with `document.held` and stays.',
  })
  @Answers(bulkAnswerSchema, { errors: [400] })
  async deleteDocuments(
    @Body({ schema: bulkDocumentsSchema }) { ids }: BulkDocuments,
    @CurrentCaller() caller: Caller,
  ): Promise<BulkAnswer> {
    return eachOf(ids, (id) => this.documents.remove(caller, id));
  }
}

/**
 * Does one after another. What is refused is told of; where a part of the system is away, the whole
 * request fails, and can be sent again.
 */
async function eachOf(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<BulkAnswer> {
  const results: BulkAnswer['results'] = [];
  for (const id of ids) {
    try {
      await act(id);
      results.push({ id });
    } catch (error) {
      if (!(error instanceof AppError) || (statusOfCode(error.code) ?? 500) >= 500) throw error;
      results.push({ id, error: { code: error.code, message: error.message } });
    }
  }
  const refused = results.filter(({ error }) => error !== undefined).length;
  return { done: results.length - refused, refused, results };
}
