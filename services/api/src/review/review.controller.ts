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
    summary: 'Words that a person should look at',
    description:
      'Uncertain words without a correction: doses and numbers first, then dates, names and the others; the least ' +
      'certain first among each. ' +
      'Correcting a word, also with the text that it has, takes it out. Under double keying it comes back to ' +
      'other keys until two have typed the ' +
      'same; words that were typed differently come first, with all that was typed.',
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
    description: 'Holds for what is typed from now on: words that one person has already corrected stay as they are.',
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
