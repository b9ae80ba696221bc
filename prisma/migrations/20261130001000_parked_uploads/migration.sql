-- Files that arrive in parts count for the upload quotas from the moment their upload begins, with the size that was announced: before this, a tenant
-- could fill the disk with parts of files that it never finished.
CREATE TABLE "parked_upload" (
    "tenant_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "size_bytes" BIGINT NOT NULL,

    CONSTRAINT "parked_upload_pkey" PRIMARY KEY ("batch_id", "number"),
    CONSTRAINT "parked_upload_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "parked_upload_tenant_id_idx" ON "parked_upload" ("tenant_id");
SELECT "protect_tenant_rows"('parked_upload');
