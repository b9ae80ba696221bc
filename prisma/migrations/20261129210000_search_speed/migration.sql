-- Search on pages of real length. A body of 200 words was compressed, and ranking a page meant unpacking it again and again. Rows that are there keep
-- their form until they are written again: they carry an older folding, so the API does it in the background.
ALTER TABLE "search_page" ALTER COLUMN "body" SET STORAGE EXTERNAL;

-- Words that look alike are found by what is left of them when one letter is taken away (SymSpell, Wolf Garbe 2012): two words that lie one letter
-- apart share such a key, and a look into the index for each key is cheaper by far than all words with some trigrams in common.
-- DropIndex
DROP INDEX "search_form_trigrams";

CREATE FUNCTION "search_keys"("tenant_id" UUID, "form" TEXT) RETURNS int[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN length(form) BETWEEN 3 AND 40 AND form !~ '^[0-9.]+$' THEN
        ARRAY(SELECT DISTINCT hashtext(tenant_id::text || CASE WHEN i = 0 THEN form ELSE left(form, i - 1) || substr(form, i + 1) END)
            FROM generate_series(0, length(form)) AS i)
    END
$$;

-- CreateIndex
CREATE INDEX "search_form_keys" ON "search_form" USING GIN ("search_keys"("tenant_id", "form")) WITH (fastupdate = off);

-- As in row_security: without this, row-level security keeps the planner from using the index.
DO $$
BEGIN
    IF current_setting('is_superuser') = 'on' THEN
        ALTER FUNCTION "search_keys"(UUID, TEXT) LEAKPROOF;
        ALTER FUNCTION pg_catalog.arrayoverlap(anyarray, anyarray) LEAKPROOF;
    END IF;
END;
$$;
