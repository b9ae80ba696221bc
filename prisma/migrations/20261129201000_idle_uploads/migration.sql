-- An upload that nobody goes on with ends by itself, and is open again for whoever comes back with the rest of it.
ALTER TABLE "batch" ADD COLUMN "active_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "batch" ADD COLUMN "is_ended_idle" BOOLEAN NOT NULL DEFAULT false;
-- What a whole form held, so that the same key with other content can be told from the same form sent again.
ALTER TABLE "batch" ADD COLUMN "content_hash" TEXT;
CREATE INDEX "batch_received_at_active_at_idx" ON "batch" ("received_at", "active_at");
