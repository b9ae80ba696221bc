import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { AuditController } from './audit/audit.controller.js';
import { IdentifyService } from './auth/identify.service.js';
import { OidcService } from './auth/oidc.service.js';
import { BatchesController } from './batches/batches.controller.js';
import { BatchesService } from './batches/batches.service.js';
import { BreakGlassController } from './break-glass/break-glass.controller.js';
import { type ApiDeps, CONFIG, DATABASE, LOG, QUEUE, RELAY, STORE } from './deps.js';
import { BulkController } from './documents/bulk.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { DocumentsService } from './documents/documents.service.js';
import { OriginalController } from './documents/original.controller.js';
import { StreamsService } from './events/streams.service.js';
import { BatchExportsController } from './exports/batch-exports.controller.js';
import { BatchExportsService } from './exports/batch-exports.service.js';
import { ExportsController } from './exports/exports.controller.js';
import { ExportsService } from './exports/exports.service.js';
import { HealthController } from './health/health.controller.js';
import { HealthService } from './health/health.service.js';
import { MetricsController } from './health/metrics.controller.js';
import { MetricsService } from './health/metrics.service.js';
import { AuditService } from './http/audit.service.js';
import { AuthGuard } from './http/auth.guard.js';
import { ErrorFilter } from './http/error.filter.js';
import { RateLimitService } from './http/rate-limit.service.js';
import { validationPipe } from './http/validation.js';
import { KeysController } from './keys/keys.controller.js';
import { LinesController } from './pages/lines.controller.js';
import { PagePicturesService } from './pages/drawing/page-pictures.service.js';
import { PagesController } from './pages/pages.controller.js';
import { PagesService } from './pages/pages.service.js';
import { RotationController } from './pages/rotation.controller.js';
import { RotationService } from './pages/rotation.service.js';
import { RetentionController } from './retention/retention.controller.js';
import { ReviewController } from './review/review.controller.js';
import { ReviewService } from './review/review.service.js';
import { MeController } from './sessions/me.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SignInService } from './sessions/sign-in.service.js';
import { SearchController } from './search/search.controller.js';
import { SearchService } from './search/search.service.js';
import { AcceptFileService } from './uploads/accept-file.service.js';
import { StoreDocumentService } from './uploads/store-document.service.js';
import { AccountForUploadService } from './uploads/tus/account-for-upload.service.js';
import { EndIdleUploadsService } from './uploads/tus/end-idle-uploads.service.js';
import { ResumableUploadsController } from './uploads/tus/resumable-uploads.controller.js';
import { DiskReserveService } from './uploads/disk-reserve.service.js';
import { ResumableUploadsService } from './uploads/tus/resumable-uploads.service.js';
import { UploadActivityService } from './uploads/upload-activity.service.js';
import { UploadTurnsService } from './uploads/upload-turns.service.js';
import { UploadsController } from './uploads/uploads.controller.js';
import { UploadsService } from './uploads/uploads.service.js';
import { UsageController } from './usage/usage.controller.js';
import { UsersController } from './users/users.controller.js';

/**
 * Connects all parts by hand. Every route is closed unless it declares otherwise, because the guard
 * runs before all of them.
 */
export function appModule(deps: ApiDeps): DynamicModule {
  return {
    module: AppModule,
    controllers: [
      UploadsController,
      ResumableUploadsController,
      BatchesController,
      BulkController,
      DocumentsController,
      OriginalController,
      PagesController,
      LinesController,
      RotationController,
      ExportsController,
      BatchExportsController,
      SearchController,
      ReviewController,
      RetentionController,
      KeysController,
      UsersController,
      SessionsController,
      MeController,
      BreakGlassController,
      UsageController,
      AuditController,
      HealthController,
      MetricsController,
    ],
    providers: [
      { provide: CONFIG, useValue: deps.config },
      { provide: LOG, useValue: deps.log },
      { provide: DATABASE, useValue: deps.db },
      { provide: QUEUE, useValue: deps.queue },
      { provide: STORE, useValue: deps.store },
      { provide: RELAY, useValue: deps.relay },
      { provide: APP_GUARD, useClass: AuthGuard },
      { provide: APP_FILTER, useClass: ErrorFilter },
      { provide: APP_PIPE, useValue: validationPipe },
      {
        provide: APP_INTERCEPTOR,
        useFactory: (reflector: Reflector) => new StandardSchemaSerializerInterceptor(reflector),
        inject: [Reflector],
      },
      AuditService,
      IdentifyService,
      OidcService,
      SignInService,
      RateLimitService,
      StreamsService,
      UploadsService,
      AcceptFileService,
      StoreDocumentService,
      AccountForUploadService,
      DiskReserveService,
      ResumableUploadsService,
      EndIdleUploadsService,
      UploadActivityService,
      UploadTurnsService,
      BatchesService,
      DocumentsService,
      PagesService,
      PagePicturesService,
      RotationService,
      ExportsService,
      BatchExportsService,
      SearchService,
      ReviewService,
      HealthService,
      MetricsService,
    ],
  };
}

@Module({})
class AppModule {}
