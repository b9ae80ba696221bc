-- The first schema. Tables, indexes and foreign keys are what Prisma derives from schema.prisma; what Prisma cannot say follows at the end.

-- CreateTable
CREATE TABLE "tenant" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "idempotency_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "received_at" TIMESTAMPTZ(3),

    CONSTRAINT "batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch_file" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "document_id" UUID,
    "duplicate_of" UUID,
    "error_code" TEXT,
    "error_message" TEXT,

    CONSTRAINT "batch_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "record_date" DATE,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sha256" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'received',
    "page_count" INTEGER,
    "error_code" TEXT,
    "error_message" TEXT,
    "starts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "page" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "width_px" INTEGER,
    "height_px" INTEGER,
    "skew_degrees" DOUBLE PRECISION,
    "error_code" TEXT,
    "error_message" TEXT,
    "model_version" TEXT,
    "text" TEXT,
    "confidence" DOUBLE PRECISION,
    "tsv" tsvector,
    "starts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "page_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "line" (
    "tenant_id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "width" DOUBLE PRECISION NOT NULL,
    "height" DOUBLE PRECISION NOT NULL,
    "baseline" JSONB NOT NULL,

    CONSTRAINT "line_pkey" PRIMARY KEY ("page_id","number")
);

-- CreateTable
CREATE TABLE "word" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "line_number" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "marked_text" TEXT NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "width" DOUBLE PRECISION NOT NULL,
    "height" DOUBLE PRECISION NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "uncertain" BOOLEAN NOT NULL,
    "alternatives" JSONB NOT NULL,
    "corrected_text" TEXT,
    "corrected_by" TEXT,
    "corrected_at" TIMESTAMPTZ(3),

    CONSTRAINT "word_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "correction" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "width" DOUBLE PRECISION NOT NULL,
    "height" DOUBLE PRECISION NOT NULL,
    "text" TEXT NOT NULL,
    "reading" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timeline" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "page_id" UUID,
    "step" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "took_ms" INTEGER,
    "worker" TEXT,
    "error_code" TEXT,

    CONSTRAINT "timeline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "queue" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenant_name_key" ON "tenant"("name");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key"("prefix");

-- CreateIndex
CREATE INDEX "api_key_tenant_id_idx" ON "api_key"("tenant_id");

-- CreateIndex
CREATE INDEX "batch_tenant_id_created_at_idx" ON "batch"("tenant_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "batch_tenant_id_idempotency_key_key" ON "batch"("tenant_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "batch_file_tenant_id_batch_id_idx" ON "batch_file"("tenant_id", "batch_id");

-- CreateIndex
CREATE INDEX "batch_file_document_id_idx" ON "batch_file"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "batch_file_batch_id_position_key" ON "batch_file"("batch_id", "position");

-- CreateIndex
CREATE INDEX "document_tenant_id_created_at_idx" ON "document"("tenant_id", "created_at");

-- CreateIndex
CREATE INDEX "document_tenant_id_record_date_idx" ON "document"("tenant_id", "record_date");

-- CreateIndex
CREATE INDEX "document_tags_idx" ON "document" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "document_batch_id_idx" ON "document"("batch_id");

-- CreateIndex
CREATE INDEX "document_status_updated_at_idx" ON "document"("status", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "document_tenant_id_sha256_key" ON "document"("tenant_id", "sha256");

-- CreateIndex
CREATE INDEX "page_tenant_id_idx" ON "page"("tenant_id");

-- CreateIndex
CREATE INDEX "page_status_updated_at_idx" ON "page"("status", "updated_at");

-- CreateIndex
CREATE INDEX "page_tsv" ON "page" USING GIN ("tsv");

-- CreateIndex
CREATE UNIQUE INDEX "page_document_id_number_key" ON "page"("document_id", "number");

-- CreateIndex
CREATE INDEX "line_tenant_id_idx" ON "line"("tenant_id");

-- CreateIndex
CREATE INDEX "word_tenant_id_idx" ON "word"("tenant_id");

-- CreateIndex
CREATE UNIQUE INDEX "word_page_id_line_number_number_key" ON "word"("page_id", "line_number", "number");

-- CreateIndex
CREATE INDEX "correction_page_id_created_at_idx" ON "correction"("page_id", "created_at");

-- CreateIndex
CREATE INDEX "correction_tenant_id_idx" ON "correction"("tenant_id");

-- CreateIndex
CREATE INDEX "timeline_document_id_id_idx" ON "timeline"("document_id", "id");

-- CreateIndex
CREATE INDEX "timeline_tenant_id_idx" ON "timeline"("tenant_id");

-- CreateIndex
CREATE INDEX "audit_log_tenant_id_id_idx" ON "audit_log"("tenant_id", "id");

-- AddForeignKey
ALTER TABLE "batch_file" ADD CONSTRAINT "batch_file_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "page" ADD CONSTRAINT "page_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line" ADD CONSTRAINT "line_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "word" ADD CONSTRAINT "word_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline" ADD CONSTRAINT "timeline_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Only statuses that libs/core knows.
ALTER TABLE "batch_file" ADD CONSTRAINT "batch_file_status_check"
    CHECK ("status" IN ('accepted', 'duplicate', 'rejected'));
ALTER TABLE "document" ADD CONSTRAINT "document_status_check"
    CHECK ("status" IN ('received', 'processing', 'done', 'partly_failed', 'failed', 'cancelled'));
ALTER TABLE "page" ADD CONSTRAINT "page_status_check"
    CHECK ("status" IN ('queued', 'segmented', 'recognised', 'failed'));

-- The audit log is append-only, for everybody who is not allowed to change the schema.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE ON "audit_log"
    FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "audit_log_no_truncate" BEFORE TRUNCATE ON "audit_log"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
