-- How a tenant's words are reviewed; a tenant without a row has the defaults.
CREATE TABLE "review_settings" (
    "tenant_id" UUID NOT NULL,
    "double_keying" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "review_settings_pkey" PRIMARY KEY ("tenant_id")
);
SELECT "protect_tenant_rows"('review_settings');

-- Under double keying: what people typed and nobody else has typed yet. When two agree it becomes a correction and goes from here.
CREATE TABLE "keying" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "page_id" UUID NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "width" DOUBLE PRECISION NOT NULL,
    "height" DOUBLE PRECISION NOT NULL,
    "text" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "keying_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "keying_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "page"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "keying_page_id_idx" ON "keying"("page_id");
CREATE INDEX "keying_tenant_id_idx" ON "keying"("tenant_id");
SELECT "protect_tenant_rows"('keying');

ALTER TABLE "word" ADD COLUMN "keying" TEXT;
ALTER TABLE "word" ADD CONSTRAINT "word_keying_check" CHECK ("keying" IN ('once', 'disputed'));
ALTER TABLE "word" ADD COLUMN "keyed_by" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "correction" ADD COLUMN "keyed_by" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
-- Words that wait for another person: few, whatever the size of the archive.
CREATE INDEX "word_keying" ON "word" ("tenant_id", "confidence") WHERE "keying" IS NOT NULL;
