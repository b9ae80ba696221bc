-- The chain of the audit log shows a changed or missing row in the middle; its head shows missing rows at the end.
CREATE TABLE "audit_head" (
    "tenant_id" UUID NOT NULL,
    "rows" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("tenant_id")
);

INSERT INTO "audit_head" ("tenant_id", "rows", "hash")
SELECT DISTINCT ON ("tenant_id") "tenant_id", count(*) OVER (PARTITION BY "tenant_id"), "hash"
FROM "audit_log" ORDER BY "tenant_id", "id" DESC;

SELECT "protect_tenant_rows"('audit_head');
REVOKE DELETE ON "audit_head" FROM longhand_tenant, longhand_system;

-- What must not be deleted (yet).
ALTER TABLE "document" ADD COLUMN "retain_until" DATE;
ALTER TABLE "document" ADD COLUMN "hold_reason" TEXT;

CREATE FUNCTION "refuse_held_deletion"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."hold_reason" IS NOT NULL OR OLD."retain_until" > CURRENT_DATE THEN
        RAISE EXCEPTION 'the document is held' USING ERRCODE = 'check_violation', CONSTRAINT = 'document_held';
    END IF;
    RETURN OLD;
END;
$$;
CREATE TRIGGER "document_held" BEFORE DELETE ON "document" FOR EACH ROW EXECUTE FUNCTION "refuse_held_deletion"();
