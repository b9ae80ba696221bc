import { type ReviewAnswer, type ReviewQuery, reviewQuerySchema, reviewSchema } from '@longhand/contracts';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
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
      'Uncertain words without a correction: doses and numbers first, then dates, names and the others; the least certain first among each. ' +
      'Correcting a word, also with the text that it has, takes it out.',
  })
  @Answers(reviewSchema, { errors: [400] })
  async listReview(
    @Query({ schema: reviewQuerySchema }) query: ReviewQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<ReviewAnswer> {
    await this.audit.record(caller, 'page.read', query.documentId);
    return this.service.list(caller.tenantId, query);
  }
}
