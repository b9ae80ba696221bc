-- Search rows say with which folding of letters they were written. Those that are there were written before there was a number: 0. The API writes them
-- again in the background, and until then they are found by what they hold.
-- AlterTable
ALTER TABLE "search_page" ADD COLUMN "folding" SMALLINT NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "search_page_folding_idx" ON "search_page"("folding");
