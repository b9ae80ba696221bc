-- System files of an archive (.DS_Store, Thumbs.db) are skipped: neither taken nor refused.
ALTER TABLE "batch_file" DROP CONSTRAINT "batch_file_status_check";
ALTER TABLE "batch_file" ADD CONSTRAINT "batch_file_status_check"
    CHECK ("status" IN ('accepted', 'duplicate', 'rejected', 'skipped'));
