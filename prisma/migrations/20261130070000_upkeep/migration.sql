-- What the system remembers of the work that it does for itself: such as the last good backup. One row for each kind.
CREATE TABLE "upkeep" (
    "name" TEXT NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "upkeep_pkey" PRIMARY KEY ("name")
);
REVOKE ALL ON "upkeep" FROM longhand_tenant;

-- A key that a restore brought back is not valid until somebody confirms it: it may have been revoked after the backup was made.
ALTER TABLE "api_key" ADD COLUMN "restored_at" TIMESTAMPTZ(3);
