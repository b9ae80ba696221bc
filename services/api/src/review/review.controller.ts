import {
  type ReviewAnswer,
  type ReviewQuery,
  type ReviewSettingsAnswer,
  type ReviewSettingsChange,
  reviewQuerySchema,
  reviewSchema,
  reviewSettingsChangeSchema,
  reviewSettingsSchema,
} from '@longhand/contracts';
import { Body, Controller, Get, Inject, Put, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { Needs } from '../http/permissions.js';
import { ReviewService } from './review.service.js';

@Controller('v1/review')
export class ReviewController {
  constructor(
    @Inject(ReviewService) private readonly service: ReviewService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Words that a person should check',
    description:
      'Uncertain words without a correction: doses and numbers first, then dates, names and other words, each ' +
      'kind with the least certain first. Correcting a word, even with the same text, removes it from the ' +
      'list. With double keying, other people see it until two have typed the same. Words that were typed ' +
      'differently come first, with everything that was typed.',
  })
  @Answers(reviewSchema, { errors: [400] })
  async listReview(
    @Query({ schema: reviewQuerySchema }) query: ReviewQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<ReviewAnswer> {
    await this.audit.record(caller, 'page.read', query.documentId);
    return this.service.list(caller, query);
  }

  @Get('settings')
  @ApiOperation({ summary: 'How words are reviewed' })
  @Answers(reviewSettingsSchema)
  async getReviewSettings(@CurrentCaller() caller: Caller): Promise<ReviewSettingsAnswer> {
    await this.audit.record(caller, 'review.settings');
    return this.service.settings(caller);
  }

  @Put('settings')
  @Needs('review.change')
  @ApiOperation({
    summary: 'Change how words are reviewed',
    description: 'Applies to what is typed from now on. Words that one person has already corrected do not change.',
  })
  @Answers(reviewSettingsSchema, { errors: [400] })
  async setReviewSettings(
    @Body({ schema: reviewSettingsChangeSchema }) settings: ReviewSettingsChange,
    @CurrentCaller() caller: Caller,
  ): Promise<ReviewSettingsAnswer> {
    await this.audit.act(caller, 'review.settings', '-', async (db, tell) => {
      const before = await db.review.settings(caller.tenantId);
      await db.review.setSettings(caller.tenantId, settings);
      tell({ changes: { doubleKeying: [before.doubleKeying, settings.doubleKeying] } });
    });
    return this.service.settings(caller);
  }
}
