import { type SearchAnswer, type SearchQuery, searchAnswerSchema, searchQuerySchema } from '@longhand/contracts';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { SearchService } from './search.service.js';

@Controller('v1/search')
export class SearchController {
  constructor(
    @Inject(SearchService) private readonly service: SearchService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Find pages by their words',
    description:
      'Best matches first, each with its page and the boxes of its words. Search also matches what a page ' +
      'might say, weighted by probability; such hits are marked as guesses.',
  })
  @Answers(searchAnswerSchema, { errors: [400, 503] })
  async search(
    @Query({ schema: searchQuerySchema }) query: SearchQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<SearchAnswer> {
    await this.audit.record(caller, 'search');
    return this.service.find(caller.tenantId, query);
  }
}
