-- Lines that the line finder missed and a person typed. Kept apart from "line", so that a new reading never overwrites them.
CREATE TABLE "added_line" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "width" DOUBLE PRECISION NOT NULL,
    "height" DOUBLE PRECISION NOT NULL,
    "text" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "settled" BOOLEAN NOT NULL,
    "moved" BOOLEAN NOT NULL DEFAULT false,
    "after" JSONB,
    "rank" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "added_line_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "added_line_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "page"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "added_line_page_id_idx" ON "added_line"("page_id");
CREATE INDEX "added_line_tenant_id_idx" ON "added_line"("tenant_id");
SELECT "protect_tenant_rows"('added_line');

-- Lines that people deleted because nobody wrote there, and added lines that were taken back.
CREATE TABLE "deleted_line" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "width" DOUBLE PRECISION NOT NULL,
    "height" DOUBLE PRECISION NOT NULL,
    "words" JSONB NOT NULL,
    "added_id" UUID,
    "keyed_by" TEXT[] NOT NULL,
    "settled" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deleted_line_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "deleted_line_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "page"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "deleted_line_page_id_idx" ON "deleted_line"("page_id");
CREATE INDEX "deleted_line_tenant_id_idx" ON "deleted_line"("tenant_id");
SELECT "protect_tenant_rows"('deleted_line');

ALTER TABLE "line" ADD COLUMN "added_id" UUID;
ALTER TABLE "line" ADD COLUMN "deletion" TEXT;
ALTER TABLE "line" ADD CONSTRAINT "line_deletion_check" CHECK ("deletion" IN ('once', 'deleted', 'covered'));

-- A correction that was undone says nothing any more, but stays on record.
ALTER TABLE "correction" ADD COLUMN "undone_at" TIMESTAMPTZ(3);
ALTER TABLE "correction" ADD COLUMN "undone_by" TEXT;
