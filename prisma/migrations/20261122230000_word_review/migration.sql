-- The least certain words that nobody has looked at: what the review asks for. Only those stand in it, so it stays small.
CREATE INDEX "word_review" ON "word" ("tenant_id", "confidence") WHERE "uncertain" AND "corrected_at" IS NULL;
