-- How much a tenant has stored, and has sent today (UTC), for its upload quotas. Kept by triggers, whatever writes or deletes rows; whoever
-- inserts holds the tenant's row until the end of the transaction, so that two never pass the same limit at once.
CREATE TABLE "tenant_usage" (
    "tenant_id" UUID NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "pages" BIGINT NOT NULL DEFAULT 0,
    "day" DATE NOT NULL DEFAULT '1970-01-01',
    "day_bytes" BIGINT NOT NULL DEFAULT 0,
    "day_pages" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "tenant_usage_pkey" PRIMARY KEY ("tenant_id")
);
SELECT "protect_tenant_rows"('tenant_usage');

INSERT INTO "tenant_usage" ("tenant_id", "bytes", "pages")
    SELECT t.id, (SELECT coalesce(sum(size_bytes), 0) FROM "document" WHERE tenant_id = t.id),
        (SELECT count(*) FROM "page" WHERE tenant_id = t.id) FROM "tenant" t;

-- "more_bytes" and "more_pages" are below 0 for what was deleted; what was sent today stays sent.
CREATE FUNCTION "tenant_usage_add"("of_tenant" uuid, "more_bytes" bigint, "more_pages" bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tenant_usage AS known (tenant_id, bytes, pages, day, day_bytes, day_pages)
        VALUES (of_tenant, more_bytes, more_pages, (now() AT TIME ZONE 'UTC')::date, greatest(more_bytes, 0), greatest(more_pages, 0))
    ON CONFLICT (tenant_id) DO UPDATE SET
        bytes = known.bytes + excluded.bytes,
        pages = known.pages + excluded.pages,
        day_bytes = excluded.day_bytes + CASE WHEN known.day = excluded.day THEN known.day_bytes ELSE 0 END,
        day_pages = excluded.day_pages + CASE WHEN known.day = excluded.day THEN known.day_pages ELSE 0 END,
        day = excluded.day
$$;

CREATE FUNCTION "tenant_usage_of_documents"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tenant_usage_add(tenant_id, CASE TG_OP WHEN 'INSERT' THEN total ELSE -total END, 0)
        FROM (SELECT tenant_id, sum(size_bytes)::bigint AS total FROM changed GROUP BY 1 ORDER BY 1) AS each_tenant;
    RETURN NULL;
END;
$$;

CREATE FUNCTION "tenant_usage_of_pages"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tenant_usage_add(tenant_id, 0, CASE TG_OP WHEN 'INSERT' THEN total ELSE -total END)
        FROM (SELECT tenant_id, count(*) AS total FROM changed GROUP BY 1 ORDER BY 1) AS each_tenant;
    RETURN NULL;
END;
$$;

CREATE TRIGGER "document_usage_inserted" AFTER INSERT ON "document" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "tenant_usage_of_documents"();
CREATE TRIGGER "document_usage_deleted" AFTER DELETE ON "document" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "tenant_usage_of_documents"();
CREATE TRIGGER "page_usage_inserted" AFTER INSERT ON "page" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "tenant_usage_of_pages"();
CREATE TRIGGER "page_usage_deleted" AFTER DELETE ON "page" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "tenant_usage_of_pages"();
