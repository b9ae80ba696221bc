-- The search index moves into a table of its own: narrow rows, so that a search reads little, and no entry is written again when a page's
-- status changes. `longhand migrate` fills it for pages that were read before.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- DropIndex
DROP INDEX "page_tsv";

-- AlterTable
ALTER TABLE "page" DROP COLUMN "tsv";

-- CreateTable
CREATE TABLE "search_page" (
    "page_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "labels" tsvector NOT NULL,
    "body" tsvector NOT NULL,

    CONSTRAINT "search_page_pkey" PRIMARY KEY ("page_id")
);

-- CreateTable
CREATE TABLE "search_form" (
    "tenant_id" UUID NOT NULL,
    "form" TEXT COLLATE "C" NOT NULL,
    "pages" INTEGER NOT NULL,

    CONSTRAINT "search_form_pkey" PRIMARY KEY ("tenant_id","form")
);

-- CreateIndex
CREATE INDEX "search_page_document_id_idx" ON "search_page"("document_id");

-- CreateIndex. Without a list of pending entries: it would be read from end to end by every search.
CREATE INDEX "search_page_words" ON "search_page" USING GIN ("body", "labels") WITH (fastupdate = off);

-- CreateIndex
CREATE INDEX "search_form_trigrams" ON "search_form" USING GIN ("tenant_id" uuid_ops, "form" gin_trgm_ops) WITH (fastupdate = off);

-- AddForeignKey
ALTER TABLE "search_page" ADD CONSTRAINT "search_page_page_id_fkey" FOREIGN KEY ("page_id") REFERENCES "page"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The lexicon follows the pages whatever changes them, so that no form stays behind when the last page with it is deleted. A lexeme is five
-- characters for the tenant, one for its kind ("." what was read, "~" what it may say instead, "_" a pair), and the form; readings that are
-- least likely (weight D) are no forms.
CREATE FUNCTION "search_forms_of"("body" tsvector) RETURNS TABLE ("form" TEXT) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT DISTINCT substr(lexeme, 7) FROM unnest(body)
    WHERE substr(lexeme, 6, 1) IN ('.', '~') AND weights && '{A,B,C}'::text[]
$$;

CREATE FUNCTION "search_count_forms"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO search_form AS known (tenant_id, form, pages)
            SELECT tenant_id, form, count(*) FROM new_pages, search_forms_of(body) GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (tenant_id, form) DO UPDATE SET pages = known.pages + excluded.pages;
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO search_form AS known (tenant_id, form, pages)
            SELECT tenant_id, form, sum(change) FROM (
                SELECT tenant_id, form, 1 AS change FROM new_pages, search_forms_of(body)
                UNION ALL SELECT tenant_id, form, -1 FROM old_pages, search_forms_of(body)) AS changes
            GROUP BY 1, 2 HAVING sum(change) <> 0 ORDER BY 1, 2
            ON CONFLICT (tenant_id, form) DO UPDATE SET pages = known.pages + excluded.pages;
    ELSE
        INSERT INTO search_form AS known (tenant_id, form, pages)
            SELECT tenant_id, form, -count(*) FROM old_pages, search_forms_of(body) GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (tenant_id, form) DO UPDATE SET pages = known.pages + excluded.pages;
    END IF;
    DELETE FROM search_form AS known USING (SELECT DISTINCT tenant_id, form FROM old_pages, search_forms_of(body)) AS gone
        WHERE known.tenant_id = gone.tenant_id AND known.form = gone.form AND known.pages <= 0;
    RETURN NULL;
END;
$$;

CREATE TRIGGER "search_page_inserted" AFTER INSERT ON "search_page" REFERENCING NEW TABLE AS new_pages
    FOR EACH STATEMENT EXECUTE FUNCTION "search_count_forms"();
CREATE TRIGGER "search_page_updated" AFTER UPDATE ON "search_page" REFERENCING OLD TABLE AS old_pages NEW TABLE AS new_pages
    FOR EACH STATEMENT EXECUTE FUNCTION "search_count_forms"();
CREATE TRIGGER "search_page_deleted" AFTER DELETE ON "search_page" REFERENCING OLD TABLE AS old_pages
    FOR EACH STATEMENT EXECUTE FUNCTION "search_count_forms"();
