-- What came of an act, what it changed and where it came from. Rows without an outcome are older: their hash does not cover these columns.
ALTER TABLE "audit_log" ADD COLUMN "outcome" TEXT;
ALTER TABLE "audit_log" ADD COLUMN "changes" TEXT;
ALTER TABLE "audit_log" ADD COLUMN "address" TEXT;
